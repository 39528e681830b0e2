/** A relay's door: nothing is answered on a socket before somebody has signed in over it (NIP-42), strictly checked. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from '@nostr-relay/common';
import { verifyEvent, type Event } from 'nostr-tools/pure';

const AUTH = 22_242;

/** How far from now the time of a sign-in may be (s). */
const MOST_OFF = 600;

export interface Door {
  /** What a socket hears first. */
  readonly greeting: string;
  /** Whether the relay may answer this; where not, what it says instead is sent. */
  lets(message: IncomingMessage): boolean;
}

export interface DoorSocket {
  /** The relay's address, exactly. */
  url: string;
  send(data: string): void;
  /** Somebody has signed in. */
  onSignIn(pubkey: string): void;
}

export function createDoor({ url, send, onSignIn }: DoorSocket): Door {
  const challenge = randomUUID();
  let isOpen = false;

  /** Why this does not sign in; empty: it does. */
  function toFault({ kind, tags, created_at, ...rest }: Event): string {
    const valuesOf = (name: string) => tags.filter(([tag]) => tag === name).map(([, value]) => value);
    if (kind !== AUTH) return 'kind';
    if (valuesOf('relay').join() !== url || valuesOf('relay').length !== 1) return 'relay';
    if (valuesOf('challenge').join() !== challenge) return 'challenge';
    if (Math.abs(Date.now() / 1_000 - created_at) > MOST_OFF) return 'created_at';
    return verifyEvent({ kind, tags, created_at, ...rest }) ? '' : 'signature';
  }

  return {
    greeting: JSON.stringify(['AUTH', challenge]),
    lets(message) {
      const say = (...words: unknown[]) => send(JSON.stringify(words));
      const [type, second] = message as [string, unknown];
      if (type === 'AUTH') {
        const event = second as Event;
        const fault = toFault(event);
        say('OK', event.id, fault === '', fault && `invalid: ${fault}`);
        if (fault === '') {
          isOpen = true;
          onSignIn(event.pubkey);
        }
        return false;
      }
      if (isOpen || type === 'CLOSE') return true;
      const why = 'auth-required: this relay answers whom it knows';
      if (type === 'EVENT') say('OK', (second as Event).id, false, why);
      else say('CLOSED', second, why);
      return false;
    },
  };
}
