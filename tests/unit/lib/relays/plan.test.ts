import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlan, toSince, type Ask, type Wanted } from '#lib/relays/plan';
import { pubkeyOf } from '../../support/keys';

const NOW = 1_790_000_000;
const INDEX = ['wss://index.example/', 'wss://other.example/'];
const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];
const want = (pubkey: string, change: Partial<Wanted> = {}): Wanted => ({
  pubkey,
  writes: [],
  blocked: [],
  isApart: false,
  signsIn: [],
  heard: {},
  ...change,
});
const pubkeysOf = ({ authors }: Ask) => authors.flatMap(({ pubkeys }) => pubkeys);

const accounts = fc.uniqueArray(
  fc.record({
    pubkey: fc.nat(200).map((at) => pubkeyOf(`account ${at}`)),
    writes: fc.array(
      fc.nat(60).map((at) => `wss://r${at}.example/`),
      { maxLength: 8 },
    ),
    blocked: fc.array(fc.constantFrom(...INDEX, 'wss://r1.example/', 'wss://r2.example/'), { maxLength: 2 }),
    isApart: fc.boolean(),
    signsIn: fc.array(fc.constantFrom(...INDEX, 'wss://r1.example/', 'wss://r2.example/'), { maxLength: 3 }),
    heard: fc.dictionary(
      fc.constantFrom(...INDEX, 'wss://r1.example/'),
      fc.integer({ min: 0, max: 2 * NOW }),
    ),
  }),
  { selector: ({ pubkey }) => pubkey, maxLength: 40 },
);

describe('the plan', () => {
  it('asks each relay once about everybody who shares it, at the index and where they write', () => {
    const plan = toPlan([want(ada, { writes: ['wss://a.example/'] }), want(bob)], INDEX, NOW);
    expect(plan).toEqual([
      ...INDEX.map((url) => ({ url, authors: [{ pubkeys: [ada, bob] }] })),
      { url: 'wss://a.example/', authors: [{ pubkeys: [ada] }] },
    ]);
  });

  it('asks from where a relay has told everything, a while before it, and the others from the beginning', () => {
    const heard = (until: number) => ({ 'wss://index.example/': until });
    const wanted = [want(ada, { heard: heard(NOW - 60) }), want(bob, { heard: heard(NOW - 90) }), want(eve)];
    expect(toPlan(wanted, INDEX.slice(0, 1), NOW)).toEqual([
      {
        url: 'wss://index.example/',
        authors: [{ pubkeys: [ada, bob], since: toSince(NOW - 90) }, { pubkeys: [eve] }],
      },
    ]);
    expect(toSince(NOW)).toBeLessThan(NOW);
  });

  it('believes no time that is still to come', () => {
    const [ask] = toPlan([want(ada, { heard: { 'wss://index.example/': NOW + 60 } })], INDEX, NOW);
    expect(ask?.authors).toEqual([{ pubkeys: [ada] }]);
  });

  it('prefers relays on which many are', () => {
    const others = [bob, eve].map((pubkey) => want(pubkey, { writes: ['wss://r9.example/'] }));
    const writes = Array.from({ length: 10 }, (_, at) => `wss://r${at}.example/`);
    const plan = toPlan([want(ada, { writes }), ...others], [], NOW);
    expect(plan.find(({ url }) => url === 'wss://r9.example/')).toMatchObject({
      authors: [{ pubkeys: [ada, bob, eve] }],
    });
  });

  it('never joins one that is kept apart with another, whatever the accounts are', () => {
    fc.assert(
      fc.property(accounts, (wanted) => {
        const apart = new Set(wanted.filter(({ isApart }) => isApart).map(({ pubkey }) => pubkey));
        for (const ask of toPlan(wanted, INDEX, NOW)) {
          if (ask.apart !== undefined) expect(pubkeysOf(ask)).toEqual([ask.apart]);
          else expect(pubkeysOf(ask).filter((pubkey) => apart.has(pubkey))).toEqual([]);
        }
      }),
    );
  });

  it('gives an account that signs in somewhere a socket to itself there, and there alone', () => {
    fc.assert(
      fc.property(accounts, (wanted) => {
        for (const { pubkey, isApart, signsIn } of wanted) {
          for (const ask of toPlan(wanted, INDEX, NOW).filter((each) => pubkeysOf(each).includes(pubkey))) {
            expect(ask.signsIn).toBe(signsIn.includes(ask.url) ? true : undefined);
            expect(ask.apart).toBe(isApart || ask.signsIn ? pubkey : undefined);
            if (ask.signsIn) expect(pubkeysOf(ask)).toEqual([pubkey]);
          }
        }
      }),
    );
  });

  it('opens each relay once, not too many, and none that an account blocks for that account', () => {
    fc.assert(
      fc.property(accounts, (wanted) => {
        const plan = toPlan(wanted, INDEX, NOW);
        const keys = plan.map(({ url, apart }) => `${apart ?? ''} ${url}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(plan.filter(({ apart }) => apart === undefined).length).toBeLessThanOrEqual(40);
        for (const ask of plan) {
          expect(new Set(pubkeysOf(ask)).size).toBe(pubkeysOf(ask).length);
          for (const { pubkey, blocked } of wanted) {
            if (blocked.includes(ask.url)) expect(pubkeysOf(ask)).not.toContain(pubkey);
          }
        }
      }),
    );
  });

  it('forgets nobody: each account is asked for at every index relay that it does not block', () => {
    fc.assert(
      fc.property(accounts, (wanted) => {
        const plan = toPlan(wanted, INDEX, NOW);
        for (const { pubkey, blocked } of wanted) {
          const urls = plan.filter((ask) => pubkeysOf(ask).includes(pubkey)).map(({ url }) => url);
          expect(urls).toEqual(expect.arrayContaining(INDEX.filter((url) => !blocked.includes(url))));
        }
      }),
    );
  });
});
