import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allow } from '#lib/permissions/permissions';
import { decide, type Question } from '#lib/permissions/policy';
import type { Remember } from '#lib/rpc/prompt';
import type { RuleView } from '#lib/rpc/snapshot';
import { createState } from '#lib/storage/state';
import { pubkeyOf } from '../../support/keys';

const NOW = 1_000_000;
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

describe('any number of answers', () => {
  const questions = fc.record(
    {
      pubkey: fc.constantFrom('ada', 'bob'),
      origin: fc.constantFrom('https://a.example', 'https://b.example'),
      method: fc.constantFrom('connect', 'signEvent', 'nip44.encrypt', 'nip44.decrypt'),
      kind: fc.constantFrom(0, 1, 7, 22_242),
      peer: fc.constantFrom('bob', 'eve'),
    },
    { requiredKeys: ['pubkey', 'origin', 'method'] },
  ) as fc.Arbitrary<Question>;
  const wishes = fc.constantFrom<Remember>('once', 'hour', 'day', 'always');
  const key = (about: Question) =>
    JSON.stringify([about.pubkey, about.origin, about.method, about.kind, about.peer]);

  it('never allow what none of them was about', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(questions, wishes)), questions, (answers, asked) => {
        const state = createState();
        for (const [about, wish] of answers) allow(state, about, wish, NOW);
        const named = answers.filter(([, wish]) => wish !== 'once').map(([about]) => key(about));
        if (decide(state.rules, asked, NOW) === 'allow') expect(named).toContain(key(asked));
      }),
    );
  });

  it('leave at most one rule for one question', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(questions, wishes)), (answers) => {
        const state = createState();
        for (const [about, wish] of answers) allow(state, about, wish, NOW);
        const keys = state.rules.map(key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
