import { describe, expect, it } from 'vitest';
import { toPair } from '#lib/rpc/pairs';
import { toSignInAnswer, toSignInLinks, toSignInTrouble, toSignInWishes } from '#lib/rpc/sign-ins';
import type { RelayView } from '#lib/rpc/relays';
import type { AccountView, Snapshot } from '#lib/rpc/snapshot';
import { pubkeyOf } from '../../support/keys';

const [ada, bob, wes, eve] = ['ada', 'bob', 'wes', 'eve'].map(pubkeyOf) as [string, string, string, string];
const RELAY = 'wss://relay.example/';
const account = (pubkey: string, more: Partial<AccountView> = {}) =>
  ({ pubkey, kind: 'secret-key', ...more }) as AccountView;
const wanting = (...wants: string[]): RelayView => ({
  ...{ url: RELAY, state: 'connected', signIn: 'wanted' },
  wants,
});
const snapshot = (more: Partial<Snapshot> = {}) =>
  ({
    ...{ relays: [], outbox: [], pairs: [] },
    accounts: [account(ada), account(bob), account(wes, { kind: 'watch-only' }), account(eve, { stepUp: true })],
    ...more,
  }) as Pick<Snapshot, 'relays' | 'outbox' | 'accounts' | 'signIns' | 'pairs'>; // prettier-ignore

describe('what the person has to be asked', () => {
  it('is about accounts that can sign in by themselves and of which nothing was said', () => {
    const relays = [wanting(eve, wes, bob, ada)];
    expect(toSignInWishes(snapshot({ relays }))).toEqual([{ relay: RELAY, pubkeys: [ada, bob] }]);
    const signIns = [{ pubkey: ada, relay: RELAY, says: 'never' as const }];
    expect(toSignInWishes(snapshot({ relays, signIns }))).toEqual([{ relay: RELAY, pubkeys: [bob] }]);
    expect(toSignInWishes(snapshot({ relays: [wanting(wes, eve)] }))).toEqual([]);
  });

  it('is said once for a relay, wherever it comes from', () => {
    const answer = { url: RELAY, answer: 'none' as const };
    const item = { id: '', pubkey: bob, kind: 0, addedAt: 0 };
    const outbox = [
      { ...item, relays: [{ ...answer, wants: 'sign-in' as const }] },
      { ...item, relays: [{ ...answer, url: 'wss://quiet.example/' }] },
    ];
    const relays = [wanting(ada), wanting(ada)];
    expect(toSignInWishes(snapshot({ relays, outbox }))).toEqual([{ relay: RELAY, pubkeys: [ada, bob] }]);
  });
});

it('what was said holds for every way to write the address, and for nothing else', () => {
  const signIns = [{ pubkey: ada, relay: RELAY, says: 'always' as const }];
  expect(toSignInAnswer({ signIns }, ada, 'WSS://Relay.Example')).toBe('always');
  expect(toSignInAnswer({ signIns }, bob, RELAY)).toBe('ask');
  expect(toSignInAnswer({ signIns }, ada, `${RELAY}inbox`)).toBe('ask');
  expect(toSignInAnswer({}, ada, 'no address')).toBe('ask');
});

it('a relay could link those that have signed in there, but for pairs', () => {
  const signedIn = { [RELAY]: [ada, bob, wes] };
  expect(toSignInLinks({ signedIn, pairs: [] }, ada, 'wss://relay.example')).toEqual([bob, wes]);
  expect(toSignInLinks({ signedIn, pairs: [toPair(ada, bob)] }, ada, RELAY)).toEqual([wes]);
  expect(toSignInLinks({ signedIn, pairs: [] }, ada, 'wss://constructor/')).toEqual([]);
  expect(toSignInLinks({ pairs: [] }, ada, RELAY)).toEqual([]);
});

it('what went wrong is said of the account whose connection it is', () => {
  const trouble = { at: 1, said: 'restricted: members only' };
  const relays: RelayView[] = [
    { url: 'wss://relay.example', state: 'connected', pubkey: ada, signIn: 'refused', trouble },
    { url: RELAY, state: 'disconnected', pubkey: bob, signIn: 'wanted', trouble },
  ];
  expect(toSignInTrouble({ relays }, ada, RELAY)).toEqual(trouble);
  expect(toSignInTrouble({ relays }, bob, RELAY)).toBeUndefined();
});
