import fc from 'fast-check';
import { npubEncode } from 'nostr-tools/nip19';
import { describe, expect, it } from 'vitest';
import type { EventTemplate } from '#lib/nostr/event';
import { toAuthRelay } from '#lib/nostr/relay-auth';
import { findLinks, isSignedIn, noteSignIn } from '#lib/permissions/guard';
import { allowTogether, forgetPair, mayBeSeenTogether } from '#lib/permissions/pairs';
import { toSiteLinks } from '#lib/rpc/pairs';
import { createState } from '#lib/storage/state';
import { pubkeyOf } from '../../support/keys';

const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];
const held = [ada, bob, eve];
const RELAY = 'wss://relay.example/';
const note = (event: Partial<EventTemplate> = {}): EventTemplate => ({
  kind: 1,
  tags: [],
  content: '',
  created_at: 1,
  ...event,
});
const auth = (relay = RELAY) =>
  note({
    kind: 22_242,
    tags: [
      ['relay', relay],
      ['challenge', 'x'],
    ],
  });
const pairOf = (one: string, other: string) => {
  const draft = createState();
  allowTogether(draft, one, other);
  return draft;
};

describe('an event by one account', () => {
  it('links it to every other one that it names', () => {
    const event = note({ tags: [['p', bob]], content: `with nostr:${npubEncode(eve)}` });
    expect(findLinks(ada, event, held, {})).toEqual([
      { pubkey: bob, by: 'mention' },
      { pubkey: eve, by: 'mention' },
    ]);
  });

  it('links it to nobody by naming itself, a stranger, or one that it may be seen with', () => {
    const event = note({ tags: [['p', ada]], content: `${npubEncode(bob)} ${eve}` });
    expect(findLinks(ada, event, [ada, bob], pairOf(bob, ada))).toEqual([]);
  });

  it('links it to those who have signed in to the relay that it signs in to', () => {
    const signedIn = { [RELAY]: [bob, ada, pubkeyOf('gone')], 'wss://other.example/': [eve] };
    expect(findLinks(ada, auth(), held, { signedIn })).toEqual([{ pubkey: bob, by: 'relay' }]);
    expect(findLinks(ada, auth(), held, { ...pairOf(ada, bob), signedIn })).toEqual([]);
    expect(findLinks(ada, { ...auth(), kind: 1 }, held, { signedIn })).toEqual([]);
  });

  it.each([
    ['wss://relay.example/?as=ada', true],
    ['wss://relay.example/inbox', true],
    ['wss://relay.example./', true],
    ['ws://RELAY.example', true],
    ['wss://relay.example:8443/', false],
    ['wss://inbox.relay.example/', false],
    ['wss://other.example/relay.example/', false],
  ])('takes %s for the same relay, by name and port: %s', (url, isSame) => {
    const links = findLinks(ada, auth(url), held, { signedIn: { [RELAY]: [bob], [`${RELAY}x`]: [bob] } });
    expect(links).toEqual(isSame ? [{ pubkey: bob, by: 'relay' }] : []);
  });

  it('gives a link for each way in which an account shows', () => {
    const event = { ...auth(), content: bob };
    expect(findLinks(ada, event, held, { signedIn: { [RELAY]: [bob] } })).toEqual([
      { pubkey: bob, by: 'relay' },
      { pubkey: bob, by: 'mention' },
    ]);
  });

  it('never links to itself, to no one unknown, and to no pair, whatever is in it', () => {
    const any = fc.constantFrom(ada, bob, eve, pubkeyOf('zoe'), npubEncode(bob), 'x', RELAY);
    const pairs = fc.subarray([
      [ada, bob],
      [ada, eve],
      [bob, eve],
    ] as const);
    fc.assert(
      fc.property(
        fc.constantFrom(...held),
        fc.constantFrom(1, 6, 22_242),
        fc.array(fc.array(any)),
        any,
        pairs,
        fc.subarray(held),
        (pubkey, kind, tags, content, together, inside) => {
          const draft = createState();
          for (const [one, other] of together) allowTogether(draft, one, other);
          const event = note({ kind, tags: [['relay', RELAY], ...tags], content });
          const links = findLinks(pubkey, event, held, { ...draft, signedIn: { [RELAY]: inside } });
          for (const link of links) {
            expect(held).toContain(link.pubkey);
            expect(mayBeSeenTogether(draft, pubkey, link.pubkey)).toBe(false);
          }
          const isNamed = JSON.stringify([tags, content]).includes(eve);
          const shows = isNamed && !mayBeSeenTogether(draft, pubkey, eve);
          expect(links.some((link) => link.pubkey === eve && link.by === 'mention')).toBe(shows);
        },
      ),
    );
  });
});

describe('a site', () => {
  it('is told of an account beside those that it knows, unless they may be seen together', () => {
    expect(toSiteLinks(ada, [bob, eve], [])).toEqual([
      { pubkey: bob, by: 'site' },
      { pubkey: eve, by: 'site' },
    ]);
    expect(toSiteLinks(ada, [bob, eve], pairOf(eve, ada).pairs ?? [])).toEqual([{ pubkey: bob, by: 'site' }]);
    expect(toSiteLinks(ada, [], [])).toEqual([]);
  });

  it('learns nothing by an account that it knows already', () => {
    expect(toSiteLinks(ada, [bob, ada], [])).toEqual([]);
  });
});

describe('pairs', () => {
  it('hold both ways round, once, until they are forgotten', () => {
    const draft = pairOf(bob, ada);
    allowTogether(draft, ada, bob);
    expect(draft.pairs).toHaveLength(1);
    expect(mayBeSeenTogether(draft, bob, ada)).toBe(true);
    forgetPair(draft, bob, eve);
    expect(draft.pairs).toHaveLength(1);
    forgetPair(draft, bob, ada);
    expect(mayBeSeenTogether(draft, ada, bob)).toBe(false);
  });

  it.each([0, 1, 2])('of three accounts stay, but for the one that is forgotten: number %i', (at) => {
    const all = [
      [ada, bob],
      [ada, eve],
      [bob, eve],
    ] as const;
    const draft = createState();
    for (const [one, other] of all) allowTogether(draft, one, other);
    forgetPair(draft, ...all[at]!);
    const left = all.filter(([one, other]) => mayBeSeenTogether(draft, one, other));
    expect(left).toEqual(all.toSpliced(at, 1));
  });
});

describe('the relay that is signed in to', () => {
  it.each([
    ['wss://relay.example', RELAY],
    [' WSS://Relay.Example:443/#x', RELAY],
    ['ws://relay.example', RELAY],
    ['wss://relay.example/inbox', 'wss://relay.example/inbox'],
    ['https://relay.example', undefined],
    ['relay.example', undefined],
    [`wss://relay.example/${'x'.repeat(500)}`, undefined],
  ])('of %j is %j', (url, relay) => {
    expect(toAuthRelay(auth(url))).toBe(relay);
  });

  it('is remembered with each account once, and the oldest of very many goes', () => {
    const draft = createState();
    for (const pubkey of [ada, bob, ada]) noteSignIn(draft, RELAY, pubkey);
    expect(draft.signedIn).toEqual({ [RELAY]: [ada, bob] });
    expect(isSignedIn(draft, RELAY, bob)).toBe(true);
    expect(isSignedIn(draft, RELAY, eve)).toBe(false);
    for (let each = 0; each < 1_000; each += 1) noteSignIn(draft, `wss://relay.example/${each}`, ada);
    expect(Object.keys(draft.signedIn ?? {})).toHaveLength(1_000);
    expect(isSignedIn(draft, RELAY, ada)).toBe(false);
  });
});
