/** Numbers, times and lists as the language of the document writes them. */
const language = () => document.documentElement.lang || 'en';

export const toNumberText = (value: number): string => new Intl.NumberFormat(language()).format(value);

export const toTimeText = (time: number): string =>
  new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);

export const toListText = (items: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: 'unit', style: 'short' }).format(items);

/** A day and a time of it. */
export const toMomentText = (time: number): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(
    time,
  );
