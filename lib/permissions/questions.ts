import type { EventTemplate } from '../nostr/event';
import { toAuthUrl } from '../nostr/http-auth';
import { toAuthRelay } from '../nostr/relay-auth';
import type { Question } from './policy';

/** What a rule can be about in signing this event. */
export function toSignQuestion(event: EventTemplate): Omit<Question, 'pubkey' | 'origin'> {
  const relay = toAuthRelay(event);
  const url = toAuthUrl(event);
  return {
    method: 'signEvent',
    kind: event.kind,
    ...(relay === undefined ? {} : { relay }),
    ...(url === undefined ? {} : { url }),
  };
}
