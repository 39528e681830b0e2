import { describe, expect, it } from 'vitest';
import { isHighRisk } from '#lib/nostr/memories';
import {
  allow,
  allowEveryday,
  connect,
  disconnect,
  forgetAccount,
  longestRemember,
} from '#lib/permissions/permissions';
import type { Question } from '#lib/permissions/policy';
import type { Remember } from '#lib/rpc/prompt';
import { createState } from '#lib/storage/state';
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
    ['signEvent', 13, 'day'],
    ['signEvent', 1059, 'day'],
    ['signEvent', 13_194, 'day'],
    ['signEvent', 22_242, 'day'],
    ['signEvent', 23_194, 'day'],
    ['signEvent', 24_133, 'day'],
    ['signEvent', 27_235, 'day'],
    ['signEvent', 30_078, 'day'],
    ['nip04.encrypt', undefined, 'always'],
    ['nip44.encrypt', undefined, 'always'],
    ['nip04.decrypt', undefined, 'hour'],
    ['nip44.decrypt', undefined, 'hour'],
  ])('%s %s: %s', (method, kind, longest) => {
    expect(longestRemember({ method, ...(kind === undefined ? {} : { kind }) })).toBe(longest);
  });
});

describe('an answer', () => {
  it.each<[Remember, number | undefined]>([
    ['hour', HOUR],
    ['day', 24 * HOUR],
    ['always', undefined],
  ])('for %s becomes a rule that lasts as long', (wish, lifetime) => {
    const state = createState();
    allow(state, sign(1), wish, NOW);
    const expiresAt = lifetime === undefined ? {} : { expiresAt: NOW + lifetime };
    expect(state.rules).toEqual([
      { ...sign(1), effect: 'allow', createdAt: NOW, id: expect.any(String) as string, ...expiresAt },
    ]);
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
    allow(state, sign(22_242), 'always', NOW);
    allow(state, { pubkey: ada, origin: site, method: 'nip44.decrypt', peer: bob }, 'always', NOW);
    expect(state.rules.map(({ expiresAt }) => expiresAt)).toEqual([NOW + 24 * HOUR, NOW + HOUR]);
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
});
