import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRule, allow, forgetAccount } from '#lib/permissions/permissions';
import { decide, judge, PARTS, type Question } from '#lib/permissions/policy';
import { REMEMBER, type Remember } from '#lib/rpc/prompt';
import type { RuleView } from '#lib/rpc/snapshot';
import { createState, toRun } from '#lib/storage/state';
import { pubkeyOf } from '../../support/keys';

const NOW = 1_000_000;
const DAY = 24 * 3_600_000;
/** Far enough from the beginning of time for a clock that is set back. */
const START = 1_000 * DAY;

/** Until when a grant holds at the latest, as the words of the prompt promise it. */
function toLatest({ kind, method }: Question, wish: Remember | number, now: number): number {
  if (kind === 0) return now;
  const isShort = kind === 22_242 || kind === 30_078;
  const most = isShort || (method === 'nip44.decrypt' && typeof wish === 'number') ? now + DAY : Infinity;
  if (typeof wish === 'number') return Math.min(wish, most);
  const lasts: Partial<Record<Remember, number>> = { minutes: DAY / 288, hour: DAY / 24, today: DAY };
  return Math.min(now + (lasts[wish] ?? Infinity), most);
}

const question: Question = {
  pubkey: pubkeyOf('ada'),
  origin: 'https://a.example',
  method: 'signEvent',
  kind: 1,
};
const cipher: Question = {
  pubkey: pubkeyOf('ada'),
  origin: 'https://a.example',
  method: 'nip44.decrypt',
  peer: pubkeyOf('bob'),
};
const rule = (change: Partial<RuleView> = {}, about: Question = question): RuleView => ({
  id: 'r',
  ...about,
  effect: 'allow',
  createdAt: NOW - 1,
  ...change,
});
const ask = (rules: RuleView[], about = question) => decide(rules, about, NOW);

describe('a rule', () => {
  it('answers the question that it is about', () => {
    expect(ask([rule()])).toBe('allow');
    expect(ask([rule({}, cipher)], cipher)).toBe('allow');
    expect(ask([rule({ effect: 'deny' })])).toBe('deny');
    expect(ask([])).toBe('ask');
  });

  it.each<Partial<Question>>([
    { pubkey: pubkeyOf('bob') },
    { pubkey: '' },
    { origin: 'https://a.example:8443' },
    { origin: 'http://a.example' },
    { origin: 'https://a.example.' },
    { origin: 'https://b.a.example' },
    { origin: 'https://A.example' },
    { method: 'connect' },
    { kind: 2 },
    { kind: 0 },
    { peer: pubkeyOf('bob') },
  ])('does not answer one that differs in %o', (change) => {
    expect(ask([rule()], { ...question, ...change })).toBe('ask');
    expect(ask([rule(change)])).toBe('ask');
  });

  it('without a kind or a peer answers none that has one, nor the other way round', () => {
    const { kind: _, ...kindless } = question;
    expect(ask([rule({}, kindless)])).toBe('ask');
    expect(ask([rule()], kindless)).toBe('ask');
    const { peer: __, ...peerless } = cipher;
    expect(ask([rule({}, peerless)], cipher)).toBe('ask');
    expect(ask([rule({}, cipher)], peerless)).toBe('ask');
    expect(ask([rule({}, cipher)], { ...cipher, peer: pubkeyOf('eve') })).toBe('ask');
  });

  it('that denies wins, wherever it stands', () => {
    expect(ask([rule(), rule({ effect: 'deny' })])).toBe('deny');
    expect(ask([rule({ effect: 'deny' }), rule()])).toBe('deny');
    expect(ask([rule({ effect: 'deny', expiresAt: NOW }), rule()])).toBe('allow');
  });

  it.each([
    ['has expired', { expiresAt: NOW - 1 }],
    ['expires now', { expiresAt: NOW }],
    ['is from the future', { createdAt: NOW + 1 }],
    ['has no beginning', { createdAt: NaN }],
    ['begins at no time', { createdAt: -Infinity }],
    ['never ends, but not by having no end', { expiresAt: Infinity }],
    ['ends at NaN', { expiresAt: NaN }],
    ['ends at null', { expiresAt: null as unknown as number }],
    ['has an unknown effect', { effect: 'always' as 'allow' }],
  ])('that %s is no rule', (_name, damage) => {
    expect(ask([rule(damage)])).toBe('ask');
  });

  it('lasts until its end', () => {
    expect(ask([rule({ expiresAt: NOW + 1 })])).toBe('allow');
  });
});

describe('a rule that denies', () => {
  const { kind: _, ...open } = question;
  it('may leave parts open, and wins over one that names them', () => {
    const rules = [rule({ id: 'yes' }), rule({ id: 'no', effect: 'deny' }, open)];
    expect(judge(rules, question, NOW)).toMatchObject({ verdict: 'deny', rule: { id: 'no' } });
    expect(ask(rules, { ...question, kind: 30_078 })).toBe('deny');
    expect(ask(rules, { ...question, pubkey: pubkeyOf('bob') })).toBe('ask');
    expect(ask(rules, cipher)).toBe('ask');
  });

  it('is named by the most exact one', () => {
    const rules = [rule({ id: 'wide', effect: 'deny' }, open), rule({ id: 'exact', effect: 'deny' })];
    expect(judge(rules, question, NOW).rule?.id).toBe('exact');
    expect(judge(rules.toReversed(), question, NOW).rule?.id).toBe('exact');
  });

  it('counts even if the clock was set back after it was made', () => {
    expect(ask([rule(), rule({ effect: 'deny', createdAt: NOW + 1 })])).toBe('deny');
    expect(ask([rule({ createdAt: NOW + 1 }), rule({ effect: 'deny', createdAt: NOW + 1 })])).toBe('deny');
  });

  it('says nothing while it is paused', () => {
    expect(ask([rule(), rule({ effect: 'deny', paused: true })])).toBe('allow');
    expect(ask([rule({ paused: true })])).toBe('ask');
  });
});

describe('a rule that allows', () => {
  const auth = { ...question, kind: 22_242, relay: 'wss://relay.example/' };
  const http = { ...question, kind: 27_235, url: 'POST https://files.example/upload' };
  it('to sign in names the relay, or the request', () => {
    for (const about of [auth, http]) expect(ask([rule({}, about)], about)).toBe('allow');
    expect(ask([rule({}, auth)], { ...auth, relay: 'wss://other.example/' })).toBe('ask');
    expect(ask([rule({}, http)], { ...http, url: 'GET https://files.example/upload' })).toBe('ask');
    for (const { relay: _, url: __, ...nameless } of [auth, { ...http, relay: undefined }]) {
      expect(ask([rule({}, nameless)], nameless)).toBe('ask');
    }
  });

  it('and has a member that is not known here is no rule: it may narrow what it allows', () => {
    expect(ask([{ ...rule(), weekday: 'monday' } as RuleView])).toBe('ask');
    expect(ask([{ ...rule({ effect: 'deny' }), weekday: 'monday' } as RuleView])).toBe('ask');
  });
});

/** Every one of these changes the rules, or when they are looked at. */
type Step =
  | { step: 'grant'; about: Question; wish: Remember | number }
  | { step: 'deny' | 'lift'; about: Question }
  | { step: 'pause'; which: number }
  | { step: 'wait'; time: number }
  | { step: 'restart' | 'forget'; pubkey: string };

describe('any sequence of grants, denials, pauses, waiting, restarts and accounts that go', () => {
  const questions: fc.Arbitrary<Question> = fc
    .record({
      pubkey: fc.constantFrom('ada', 'bob'),
      origin: fc.constantFrom('https://a.example', 'https://b.example'),
      about: fc.constantFrom<Pick<Question, 'method' | 'kind' | 'relay' | 'url' | 'peer' | 'class'>>(
        { method: 'connect' },
        ...[0, 1, 7, 30_078].map((kind) => ({ method: 'signEvent' as const, kind })),
        ...['wss://a/', 'wss://b/'].map((relay) => ({ method: 'signEvent' as const, kind: 22_242, relay })),
        ...['bob', 'eve'].map((peer) => ({ method: 'nip44.decrypt' as const, peer })),
        ...(['text', 'list', 'other'] as const).map((each) => ({
          method: 'nip44.decrypt' as const,
          peer: 'bob',
          class: each,
        })),
        { method: 'nip04.decrypt', peer: 'bob', class: 'text' },
        ...['bob', 'eve'].map((peer) => ({ method: 'nip44.encrypt' as const, peer })),
      ),
    })
    .map(({ about, ...whose }) => ({ ...whose, ...about }));
  const steps: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      step: fc.constant('grant' as const),
      about: questions,
      wish: fc.oneof(
        fc.constantFrom(...REMEMBER),
        fc.integer({ min: 0, max: 3 * DAY }).map((time) => START + time),
      ),
    }),
    fc.record({ step: fc.constantFrom('deny' as const, 'lift' as const), about: questions }),
    fc.record({ step: fc.constant('pause' as const), which: fc.nat(20) }),
    fc.record({ step: fc.constant('wait' as const), time: fc.integer({ min: -DAY, max: 2 * DAY }) }),
    fc.record({
      step: fc.constantFrom('restart' as const, 'forget' as const),
      pubkey: fc.constantFrom('ada', 'bob'),
    }),
  );
  const key = ({ pubkey, origin, method, ...parts }: Question) =>
    JSON.stringify([pubkey, origin, method, ...PARTS.map((part) => parts[part])]);

  /** The rules after these steps, and by question the last moment for which the person granted it. */
  function run(all: Step[]) {
    let state = { ...createState(), run: '0' };
    let now = START;
    const granted = new Map<string, number>();
    const denied = new Set<string>();
    for (const [index, each] of all.entries()) {
      if (each.step === 'grant') {
        allow(state, each.about, each.wish, now);
        if (each.wish !== 'once') {
          const ends = toLatest(each.about, each.wish, now);
          granted.set(key(each.about), Math.max(granted.get(key(each.about)) ?? 0, ends));
        }
      }
      if (each.step === 'deny') {
        // what no rule can name is denied by none
        if (addRule(state, each.about, 'deny', {}, now)) denied.add(key(each.about));
      }
      if (each.step === 'lift') {
        state.rules = state.rules.filter((one) => one.effect === 'allow' || key(one) !== key(each.about));
        denied.delete(key(each.about));
      }
      if (each.step === 'pause') {
        const paused = state.rules[each.which];
        if (paused?.effect === 'allow') {
          paused.paused = true;
          granted.delete(key(paused));
        }
      }
      if (each.step === 'wait') now += each.time;
      if (each.step === 'restart') state = toRun(state, `${index}`) as typeof state;
      if (each.step === 'forget') {
        forgetAccount(state, each.pubkey);
        for (const names of [granted, denied]) {
          for (const name of [...names.keys()]) if (name.startsWith(`["${each.pubkey}"`)) names.delete(name);
        }
      }
    }
    return { state, now, granted, denied };
  }

  it('never allows what no live grant names, and nothing that is denied', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 30 }), questions, (all, asked) => {
        const { state, now, granted, denied } = run(all);
        const verdict = decide(state.rules, asked, now);
        if (verdict !== 'allow') return;
        const { class: _, ...wide } = asked;
        const grants = [key(asked), key(wide)].map((each) => granted.get(each) ?? -Infinity);
        expect(Math.max(...grants)).toBeGreaterThan(now);
        const classes = asked.class === undefined ? (['text', 'list'] as const) : [];
        for (const each of [asked, wide, ...classes.map((named) => ({ ...wide, class: named }))]) {
          expect(denied).not.toContain(key(each));
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('has an answer once it is known what the text is', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 30 }), questions, (all, asked) => {
        const { state, now } = run(all);
        expect(decide(state.rules, { ...asked, class: asked.class ?? 'text' }, now)).not.toBe('needs-class');
      }),
    );
  });

  it('leaves at most one rule of each effect for one question', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 30 }), (all) => {
        const keys = run(all).state.rules.map((each) => each.effect + key(each));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
