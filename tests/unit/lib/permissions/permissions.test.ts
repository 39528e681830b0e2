import { describe, expect, it } from 'vitest';
import { isHighRisk } from '#lib/nostr/memories';
import {
  allow,
  allowEveryday,
  allowLooking,
  connect,
  disconnect,
  forgetAccount,
  refuse,
} from '#lib/permissions/permissions';
import { decide, type Question } from '#lib/permissions/policy';
import { longestRemember } from '#lib/permissions/terms';
import type { Remember } from '#lib/rpc/prompt';
import type { RuleView } from '#lib/rpc/snapshot';
import { createState, toRun, type State } from '#lib/storage/state';
import { pubkeyOf } from '../../support/keys';

const NOW = 1_000_000;
const HOUR = 3_600_000;
const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const site = 'https://a.example';
const sign = (kind: number): Question => ({ pubkey: ada, origin: site, method: 'signEvent', kind });

describe('the longest that an answer is remembered', () => {
  it.each<[Question['method'], number | undefined, Remember]>([
    ['connect', undefined, 'always'],
    ['signEvent', 1, 'always'],
    ['signEvent', 7, 'always'],
    ['signEvent', 30_023, 'always'],
    ['signEvent', 0, 'once'],
    ['signEvent', 3, 'once'],
    ['signEvent', 5, 'once'],
    ['signEvent', 62, 'once'],
    ['signEvent', 10_000, 'once'],
    ['signEvent', 10_002, 'once'],
    ['signEvent', 13, 'today'],
    ['signEvent', 1059, 'today'],
    ['signEvent', 9008, 'today'],
    ['signEvent', 10_019, 'today'],
    ['signEvent', 10_050, 'today'],
    ['signEvent', 13_194, 'today'],
    ['signEvent', 17_375, 'today'],
    ['signEvent', 22_242, 'today'],
    ['signEvent', 23_194, 'today'],
    ['signEvent', 24_133, 'today'],
    ['signEvent', 24_242, 'today'],
    ['signEvent', 27_235, 'today'],
    ['signEvent', 30_078, 'today'],
    ['nip04.encrypt', undefined, 'always'],
    ['nip44.encrypt', undefined, 'always'],
    ['nip04.decrypt', undefined, 'restart'],
    ['nip44.decrypt', undefined, 'restart'],
  ])('%s %s: %s', (method, kind, longest) => {
    expect(longestRemember({ method, ...(kind === undefined ? {} : { kind }) })).toBe(longest);
  });
});

describe('an answer', () => {
  it.each<[Remember | number, Partial<RuleView>]>([
    ['minutes', { expiresAt: NOW + HOUR / 12 }],
    ['hour', { expiresAt: NOW + HOUR }],
    ['today', { expiresAt: new Date(NOW).setHours(24, 0, 0, 0) }],
    ['restart', { untilRestart: true }],
    ['month', { expiresAt: NOW + 30 * 24 * HOUR }],
    ['always', {}],
    [NOW + 5, { expiresAt: NOW + 5 }],
  ])('for %s becomes a rule that lasts as long', (wish, term) => {
    const state = createState();
    allow(state, sign(1), wish, NOW);
    expect(state.rules).toEqual([
      { ...sign(1), effect: 'allow', createdAt: NOW, id: expect.any(String) as string, ...term },
    ]);
  });

  it('until the browser closes ends with this run of it', () => {
    const state = { ...createState(), run: 'one' };
    allow(state, sign(1), 'restart', NOW);
    allow(state, sign(7), 'always', NOW);
    expect(toRun(state, 'one').rules).toHaveLength(2);
    expect(toRun(state, 'two')).toMatchObject({ run: 'two', rules: [{ kind: 7 }] });
    expect(toRun({ ...state, run: undefined } as unknown as State, 'two').rules).toHaveLength(1);
  });

  it('until a time that is over becomes no rule', () => {
    const state = createState();
    allow(state, sign(1), NOW, NOW);
    expect(state.rules).toEqual([]);
  });

  it('for once becomes no rule', () => {
    const state = createState();
    allow(state, sign(1), 'once', NOW);
    expect(state.rules).toEqual([]);
  });

  it('lasts no longer than its question may, whatever was wished', () => {
    const state = createState();
    allow(state, sign(10_000), 'always', NOW);
    expect(state.rules).toEqual([]);
    const read = { pubkey: ada, origin: site, method: 'nip44.decrypt', peer: bob } as const;
    for (const wish of ['always', NOW + 48 * HOUR] as const) {
      allow(state, { ...sign(22_242), relay: `wss://${wish}.example/` }, wish, NOW);
      allow(state, read, wish, NOW);
    }
    expect(state.rules.map(({ expiresAt, untilRestart }) => expiresAt ?? untilRestart)).toEqual([
      new Date(NOW).setHours(24, 0, 0, 0),
      NOW + 24 * HOUR,
      NOW + 24 * HOUR,
    ]);
    allow(state, read, 'always', NOW);
    expect(state.rules.at(-1)).toMatchObject({ ...read, untilRestart: true });
  });

  it('about what has no name becomes no rule: a sign-in without its relay, for one', () => {
    const state = createState();
    for (const question of [
      sign(22_242),
      sign(27_235),
      { pubkey: ada, origin: site, method: 'nip44.encrypt' as const },
    ]) {
      allow(state, question, 'hour', NOW);
    }
    expect(state.rules).toEqual([]);
  });

  it('takes the place of an earlier one, not of a rule that denies', () => {
    const state = createState();
    allow(state, sign(1), 'always', NOW);
    state.rules.push({ id: 'no', ...sign(1), effect: 'deny', createdAt: NOW });
    allow(state, sign(1), 'hour', NOW + 1);
    expect(state.rules.map(({ effect, expiresAt }) => [effect, expiresAt])).toEqual([
      ['deny', undefined],
      ['allow', NOW + 1 + HOUR],
    ]);
  });
});

describe('presets', () => {
  it('never contain decryption or a high-risk kind, and end after a day', () => {
    const state = createState();
    allowEveryday(state, site, ada, NOW);
    expect(state.rules.length).toBeGreaterThan(0);
    for (const { method, kind, expiresAt, origin, pubkey } of state.rules) {
      expect([method, origin, pubkey, expiresAt]).toEqual(['signEvent', site, ada, NOW + 24 * HOUR]);
      expect(kind !== undefined && isHighRisk(kind)).toBe(false);
    }
  });

  it('only looking refuses whatever else is asked, and nobody else', () => {
    const state = createState();
    connect(state, site, ada, NOW);
    allow(state, sign(1), 'always', NOW);
    allowLooking(state, site, ada, NOW);
    const read = { pubkey: ada, origin: site, method: 'nip04.decrypt', peer: bob } as const;
    for (const question of [sign(1), sign(30_078), read])
      expect(decide(state.rules, question, NOW)).toBe('deny');
    expect(decide(state.rules, { pubkey: ada, origin: site, method: 'connect' }, NOW)).toBe('allow');
    expect(decide(state.rules, { ...sign(1), pubkey: bob }, NOW)).toBe('ask');
  });

  it('connecting tells one origin one pubkey and grants nothing else', () => {
    const state = createState();
    connect(state, site, ada, NOW);
    expect(state.rules).toMatchObject([{ method: 'connect', origin: site, pubkey: ada }]);
    expect(state.rules[0]).not.toHaveProperty('expiresAt');
  });
});

describe('what goes', () => {
  const filled = () => {
    const state = createState();
    for (const origin of [site, 'https://b.example']) {
      for (const pubkey of [ada, bob]) connect(state, origin, pubkey, NOW);
      state.sites[origin] = { usedAt: NOW, pubkey: ada, told: ada };
    }
    return state;
  };

  it('with an origin: its rules, its account, what it was told', () => {
    const state = filled();
    disconnect(state, site);
    expect(state.rules.map(({ origin }) => origin)).toEqual(['https://b.example', 'https://b.example']);
    expect(Object.keys(state.sites)).toEqual(['https://b.example']);
  });

  it('with an account: its rules and its places, not what pages believe', () => {
    const state = filled();
    forgetAccount(state, ada);
    expect(state.rules.map(({ pubkey }) => pubkey)).toEqual([bob, bob]);
    for (const each of Object.values(state.sites)) expect(each).toEqual({ usedAt: NOW, told: ada });
  });

  it('with time: rules that are over go when another is added', () => {
    const state = createState();
    allow(state, sign(1), 'hour', NOW);
    allow(state, sign(7), 'always', NOW + HOUR - 1);
    expect(state.rules.map(({ kind }) => kind)).toEqual([1, 7]);
    allow(state, sign(6), 'always', NOW + HOUR);
    expect(state.rules.map(({ kind }) => kind)).toEqual([7, 6]);
  });

  it('with a day more, where they refuse: a clock that was ahead for a moment ends no refusal', () => {
    const state = createState();
    refuse(state, sign(1), 'hour', NOW);
    allow(state, sign(7), 'always', NOW + 25 * HOUR - 1);
    expect([decide(state.rules, sign(1), NOW + HOUR), decide(state.rules, sign(1), NOW)]).toEqual([
      'ask',
      'deny',
    ]);
    allow(state, sign(6), 'always', NOW + 25 * HOUR);
    expect(state.rules.map(({ kind }) => kind)).toEqual([7, 6]);
  });
});
