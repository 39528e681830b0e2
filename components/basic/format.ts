/** Numbers, times and lists as the language of the texts writes them. */
import { toLanguage, toNumberText } from '#lib/i18n/grammar';
import { i18n } from '#lib/i18n/i18n';

/** A count for the eye: a dash, never a zero, while it is unknown; with a plus where there are more. */
export function toCountText(count: number | undefined, isAtLeast = false): string {
  if (count === undefined) return '–';
  return isAtLeast ? i18n.t('account.orMore', [toNumberText(count)]) : toNumberText(count);
}

export const toTimeText = (time: number): string =>
  new Intl.DateTimeFormat(toLanguage(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    time,
  );

/** One after the other, without a word for "and" where a language can: some put nothing between things that are measured. */
export function toListText(items: readonly string[]): string {
  const type = /^(?:ja|ko|ru|tr|zh)/.test(toLanguage()) ? 'conjunction' : 'unit';
  return new Intl.ListFormat(toLanguage(), { type, style: 'short' }).format(items);
}

/** A day and a time of it. */
export const toMomentText = (time: number): string =>
  new Intl.DateTimeFormat(toLanguage(), { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(
    time,
  );

/** A day as `2026-05-14`; what the calendar does not have is shown as it is. */
export function toDayText(day: string): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) return day;
  return new Intl.DateTimeFormat(toLanguage(), { dateStyle: 'full', timeZone: 'UTC' }).format(time);
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in the largest unit of which there is one. */
export function toBytesText(bytes: number): string {
  const step = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return new Intl.NumberFormat(toLanguage(), {
    style: 'unit',
    unit: BYTE_UNITS[step] ?? 'byte',
    maximumFractionDigits: 1,
  }).format(bytes / 1_000 ** step);
}
