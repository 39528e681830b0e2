import { InvalidError } from '../rpc/errors';
import type { EventTemplate } from './event';
import { isAddressable } from './kinds';

/** Tags without which an event of this kind authorises more than it says. */
const REQUIRED: Record<number, string[]> = {
  22_242: ['relay', 'challenge'], // NIP-42: sign in to one relay, for one challenge
  24_242: ['t', 'expiration'], // BUD-11: one thing to do at media servers, until then
  27_235: ['u', 'method'], // NIP-98: one HTTP request
};

/** Throws InvalidError for an event that must not even be asked about. */
export function expectWellFormed(event: EventTemplate): void {
  for (const required of REQUIRED[event.kind] ?? []) {
    const values = event.tags.filter(([tag]) => tag === required);
    if (values.length !== 1 || !values[0]?.[1]) {
      throw new InvalidError(
        `kind ${event.kind} must have exactly one ${required} tag, got ${values.length}`,
      );
    }
  }
  if (isAddressable(event.kind)) expectOneName(event);
}

/** Programs differ on which of two `d` tags counts, and on one without a value: what is shown would not be what is replaced. */
function expectOneName({ kind, tags }: EventTemplate): void {
  const names = tags.filter(([tag]) => tag === 'd');
  if (names.length > 1) throw new InvalidError(`kind ${kind} must have one d tag, got ${names.length}`);
  if (names[0]?.length === 1) throw new InvalidError(`the d tag of kind ${kind} must have a value`);
}
