import { beforeEach, describe, expect, it } from 'vitest';
import { expectRule, saveRule } from '#lib/permissions/edit';
import { decide, type Question } from '#lib/permissions/policy';
import type { RuleDraft } from '#lib/rpc/rules';
import { createState, type State } from '#lib/storage/state';
import { pubkeyOf } from '../../support/keys';

const NOW = 1_000_000;
const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const about = { pubkey: ada, origin: 'https://a.example', method: 'signEvent' } as const;
let state: State;
beforeEach(() => {
  state = createState();
  const account = { id: 'a', kind: 'secret-key', accent: 'topaz', addedAt: 0, usedAt: 0 } as const;
  state.accounts.push({ ...account, pubkey: ada });
});

const save = (change: Partial<RuleDraft>) =>
  saveRule(state, { ...about, kind: 1, effect: 'allow', lasts: 'always', ...change }, NOW);
const ask = (change: Partial<Question> = {}) => decide(state.rules, { ...about, kind: 1, ...change }, NOW);

describe('a rule that a person writes', () => {
  it('decides as it says', () => {
    save({});
    save({ kind: 7, effect: 'deny', lasts: 'hour' });
    expect([ask(), ask({ kind: 7 }), ask({ kind: 6 })]).toEqual(['allow', 'deny', 'ask']);
    expect(state.rules.at(-1)).toMatchObject({ expiresAt: NOW + 3_600_000 });
  });

  it('may refuse for ever what it could allow only for a while, or never', () => {
    for (const kind of [0, 13]) save({ kind, effect: 'deny' });
    for (const rule of state.rules) expect(rule).not.toHaveProperty('expiresAt');
    expect([ask({ kind: 0 }), ask({ kind: 13 })]).toEqual(['deny', 'deny']);
    save({ kind: 30_078 });
    expect(state.rules.at(-1)?.expiresAt).toBe(new Date(NOW).setHours(24, 0, 0, 0));
  });

  it('names a relay in its normal form', () => {
    save({ kind: 22_242, relay: 'WSS://Relay.example', lasts: 'hour' });
    expect(ask({ kind: 22_242, relay: 'wss://relay.example/' })).toBe('allow');
  });

  it('takes the place of the one that it changes', () => {
    save({});
    const [{ id } = { id: '' }] = state.rules;
    save({ id, kind: 7, lasts: 'month' });
    expect(state.rules).toHaveLength(1);
    expect([ask(), ask({ kind: 7 })]).toEqual(['ask', 'allow']);
    const changed = state.rules[0];
    save({ id: changed?.id ?? '', kind: 7, lasts: 'keep' });
    expect(state.rules).toMatchObject([{ kind: 7, expiresAt: changed?.expiresAt }]);
  });

  it.each<[string, Partial<RuleDraft>, RegExp]>([
    ['of somebody else', { pubkey: bob }, /one of yours/],
    ['without a website', { origin: 'file://' }, /website/],
    ['that allows a kind that is asked about every time', { kind: 3 }, /kind 3 are asked about every time/],
    ['that allows every kind', { kind: undefined as unknown as number }, /must name/],
    ['that allows to sign in anywhere', { kind: 22_242, lasts: 'hour' }, /must name/],
    [
      'that allows to read everybody',
      { method: 'nip44.decrypt', kind: undefined as unknown as number },
      /must name/,
    ],
    ['with a part that is of another method', { peer: bob }, /cannot name a peer/],
    ['for once', { lasts: 'once' }, /must last/],
    ['that ended before', { lasts: NOW - 1 }, /must last/],
    ['that is new and keeps its time', { lasts: 'keep' }, /how long/],
    ['in the place of none', { id: 'gone' }, /not there any more/],
    ['about no relay', { kind: 22_242, relay: 'nowhere', lasts: 'hour' }, /relay/i],
  ])('%s is refused, and nothing changes', (_name, change, words) => {
    save({ kind: 6 });
    const before = structuredClone(state.rules);
    expect(() => {
      save(change);
    }).toThrow(words);
    expect(state.rules).toEqual(before);
  });

  it('that refused for ever cannot come to allow for ever', () => {
    save({ kind: 13, effect: 'deny' });
    const id = state.rules[0]?.id ?? '';
    expect(() => {
      save({ id, kind: 13, effect: 'allow', lasts: 'keep' });
    }).toThrow(/say anew/);
    expect(ask({ kind: 13 })).toBe('deny');
  });

  it('allows nothing to an account that asks the password for everything, and may refuse', () => {
    state.accounts[0]!.stepUp = true;
    expect(() => {
      save({});
    }).toThrow(/password/);
    save({ effect: 'deny' });
    expect(ask()).toBe('deny');
  });
});

it('a rule is found by its id, or missed in words', () => {
  save({});
  expect(expectRule(state, state.rules[0]?.id ?? '')).toBe(state.rules[0]);
  expect(() => expectRule(state, 'none')).toThrow(/not there/);
});
