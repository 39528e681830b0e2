import { i18n } from '#lib/i18n/i18n';
import { toCode, type ErrorCode } from '#lib/rpc/errors';

const TEXTS = {
  locked: 'locked',
  busy: 'busy',
  timeout: 'disconnected',
  disconnected: 'disconnected',
  'no-account': 'noAccount',
  'disk-full': 'diskFull',
} as const satisfies Partial<Record<ErrorCode, string>>;

const isNamed = (code: ErrorCode): code is keyof typeof TEXTS => code in TEXTS;

/** What a failed command means to the person: what happened, then what did not. Never the worker's own words. */
export function toErrorText(error: unknown): string {
  const code = toCode(error);
  return i18n.t(`common.errors.${isNamed(code) ? TEXTS[code] : 'internal'}`);
}

/** As `toErrorText`, where a password was asked: `denied` is a wrong one, `busy` one that came too soon. */
export function toPasswordErrorText(error: unknown): string {
  const code = toCode(error);
  if (code === 'denied') return i18n.t('common.wrongPassword');
  return code === 'busy' ? i18n.t('common.tooSoon') : toErrorText(error);
}

/** As `toPasswordErrorText`, where the password was to open Facet: what a newer one has written is `unsupported`. */
export const toUnlockErrorText = (error: unknown): string =>
  toCode(error) === 'unsupported' ? i18n.t('common.errors.newer') : toPasswordErrorText(error);

/** As `toErrorText`, where a passkey was asked. The password always works as well. */
export function toPasskeyErrorText(error: unknown): string {
  const code = toCode(error);
  if (code === 'timeout') return i18n.t('common.passkey.calledOff');
  if (code === 'denied') return i18n.t('common.passkey.denied');
  return code === 'unsupported' ? i18n.t('common.passkey.unsupported') : toErrorText(error);
}

/** As `toErrorText`, where the password and then a new passkey were asked. */
export function toNewPasskeyErrorText(error: unknown): string {
  const code = toCode(error);
  if (code === 'timeout') return i18n.t('options.vault.passkeyFailed.calledOff');
  if (code === 'unsupported') return i18n.t('options.vault.passkeyFailed.unsupported');
  return code === 'invalid' ? i18n.t('options.vault.passkeyFailed.known') : toPasswordErrorText(error);
}
