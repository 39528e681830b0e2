/** Calendars, their entries and the answers to them (NIP-52). */
import type { Fact, Label } from './fact';
import { all, choice, count, first, lastTarget, moment, people, target, text } from './tags';
import type { ToView } from './view';

/** A whole day as the NIP writes it, or a moment in seconds. */
const day = (label: Label, value: string | undefined): Fact[] =>
  value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? [{ type: 'day', label, day: value }]
    : moment(label, value);

export const toCalendarEvent: ToView = (event) => ({
  title: first(event, 'title') ?? first(event, 'name'),
  facts: [
    ...day('starts', first(event, 'start')),
    ...day('ends', first(event, 'end')),
    ...text('place', first(event, 'location')),
    ...text('summary', first(event, 'summary')),
    ...people('participants', all(event, 'p')),
    ...text('web', first(event, 'r')),
  ],
});

export const toCalendar: ToView = (event) => ({
  title: first(event, 'title'),
  facts: count('entries', all(event, 'a').length),
});

export const toRsvp: ToView = (event) => ({
  facts: [
    ...choice('answers', first(event, 'status')),
    ...target('about', lastTarget(event, 'a', 'e')),
    ...choice('freeBusy', first(event, 'fb')),
  ],
});
