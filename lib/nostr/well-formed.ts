import { InvalidError } from '../rpc/errors';
import type { EventTemplate } from './event';

/** Tags without which an event of this kind authorises more than it says. */
const REQUIRED: Record<number, string[]> = {
  22_242: ['relay', 'challenge'], // NIP-42: sign in to one relay, for one challenge
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
}
