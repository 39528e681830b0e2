import { i18n } from '#lib/i18n/i18n';
import { toCode } from '#lib/rpc/errors';
import { toErrorText } from '#components/basic/error-text';

/** Whether a backup file was not opened for what is in it, and not because Facet failed. */
export const isOfFile = (error: unknown): boolean =>
  ['invalid', 'unsupported', 'too-large'].includes(toCode(error));

/** Why a backup file was not opened or taken. A changed file and a wrong password look the same. */
export function toBackupErrorText(error: unknown): string {
  switch (toCode(error)) {
    case 'denied':
      return i18n.t('backup.wrong.password');
    case 'invalid':
      return i18n.t('backup.wrong.file');
    case 'unsupported':
      return i18n.t('backup.wrong.newer');
    case 'too-large':
      return i18n.t('backup.wrong.large');
    default:
      return toErrorText(error);
  }
}

/** Why the encrypted key of an account was not accepted as its copy. */
export function toCopyErrorText(error: unknown): string {
  const code = toCode(error);
  if (code === 'denied') return i18n.t('backup.copy.wrongPassword');
  return code === 'invalid' ? i18n.t('backup.copy.wrong') : toErrorText(error);
}
