import { i18n } from '#i18n';
import { FacetError } from '#lib/rpc/errors';

/** What a failed command means to the person: what happened, then what did not. Never the worker's own words. */
export function toErrorText(error: unknown): string {
  switch (error instanceof FacetError ? error.code : 'internal') {
    case 'locked':
      return i18n.t('common.errors.locked');
    case 'busy':
      return i18n.t('common.errors.busy');
    case 'timeout':
    case 'disconnected':
      return i18n.t('common.errors.disconnected');
    case 'no-account':
      return i18n.t('common.errors.noAccount');
    default:
      return i18n.t('common.errors.internal');
  }
}

/** The worker says `denied` for a wrong password, `busy` for one that came before the wait was over. */
export const isWrongPassword = (error: unknown): boolean =>
  error instanceof FacetError && (error.code === 'denied' || error.code === 'busy');
