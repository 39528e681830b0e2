import { i18n } from '#lib/i18n/i18n';
import { toCode } from '#lib/rpc/errors';
import { toErrorText } from '#components/basic/error-text';

/** Why a remote signer was not connected: what happened, what did not, what to do. */
export function toRemoteErrorText(error: unknown): string {
  switch (toCode(error)) {
    case 'invalid':
    case 'no-account':
    case 'too-large':
      return i18n.t('remote.errors.invalid');
    case 'timeout':
      return i18n.t('remote.errors.timeout');
    case 'denied':
      return i18n.t('remote.errors.denied');
    case 'signer-mismatch':
      return i18n.t('remote.errors.mismatch');
    case 'disconnected':
      return i18n.t('remote.errors.disconnected');
    default:
      return toErrorText(error);
  }
}
