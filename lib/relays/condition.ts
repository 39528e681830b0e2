/** How a connection to a relay is: since when it is so, how quick it answers, and what went wrong last. */
import type { NDKRelay } from '@nostr-dev-kit/ndk';
import type { RelayView } from '../rpc/relays';
import { toRelayState } from './relay-state';

/** Longest text of a relay that is kept, in characters. */
const MAX_SAID = 200;

/** What begins an answer to a question. */
const ANSWERS: readonly unknown[] = ['EVENT', 'EOSE', 'CLOSED'];

export type Condition = ReturnType<typeof createCondition>;

/** `onChange` runs when something of it becomes known that is shown and that the relay's coming and going does not tell. */
export function createCondition(relay: NDKRelay, onChange: () => void) {
  let since = Date.now();
  let isUp = false;
  let askedAt: number | undefined;
  let latency: number | undefined;
  let trouble: RelayView['trouble'];

  relay.on('connect', () => {
    [isUp, since] = [true, Date.now()];
  });
  relay.on('disconnect', () => {
    if (isUp) since = Date.now();
    isUp = false;
    askedAt = undefined;
    trouble = { at: Date.now() };
  });

  const { connectivity } = relay;
  const send = connectivity.send.bind(connectivity);
  // the moment at which a question really goes out, which may be long after it was asked for
  connectivity.send = (message) => {
    if (message.startsWith('["REQ"')) askedAt ??= performance.now();
    return send(message);
  };

  /** The relay says in its own words that something is not as it should be. */
  function complain(said: unknown): void {
    if (typeof said !== 'string' || said.trim() === '') return;
    trouble = { at: Date.now(), said: said.trim().slice(0, MAX_SAID) };
    onChange();
  }

  return {
    /** It has sent this frame. */
    heard([type, one, other]: readonly unknown[]): void {
      if (askedAt !== undefined && ANSWERS.includes(type)) {
        latency = Math.round(performance.now() - askedAt);
        askedAt = undefined;
        onChange();
      }
      if (type === 'NOTICE') complain(one);
      if (type === 'CLOSED') complain(other);
    },

    get view(): RelayView {
      const { url, status } = relay;
      return {
        ...{ url, state: toRelayState(status), since },
        ...(latency === undefined ? {} : { latency }),
        ...(trouble ? { trouble } : {}),
      };
    },
  };
}
