import { i18n } from '#lib/i18n/i18n';
import { toCode } from '#lib/rpc/errors';
import { toErrorText } from '#components/basic/error-text';

/** Why something was not published; never the worker's or the signer's own words. */
export function toPublishErrorText(error: unknown): string {
  switch (toCode(error)) {
    case 'denied':
      return i18n.t('publish.failed.denied');
    case 'unsupported':
      return i18n.t('publish.failed.unsupported');
    case 'signer-mismatch':
      return i18n.t('publish.failed.mismatch');
    case 'timeout':
      return i18n.t('publish.failed.timeout');
    case 'too-large':
      return i18n.t('publish.failed.tooLarge');
    case 'busy':
      return i18n.t('publish.failed.full');
    case 'invalid':
      return i18n.t('publish.failed.changed');
    default:
      return toErrorText(error);
  }
}
