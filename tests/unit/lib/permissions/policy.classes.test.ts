import { describe, expect, it } from 'vitest';
import { decide, judge, type Question } from '#lib/permissions/policy';
import type { RuleView } from '#lib/rpc/snapshot';
import { pubkeyOf } from '../../support/keys';

const NOW = 1_000_000;
const cipher: Question = {
  pubkey: pubkeyOf('ada'),
  origin: 'https://a.example',
  method: 'nip44.decrypt',
  peer: pubkeyOf('bob'),
};
const rule = (change: Partial<RuleView>): RuleView => ({
  id: 'r',
  ...cipher,
  effect: 'allow',
  createdAt: NOW - 1,
  ...change,
});
const ask = (rules: RuleView[], about: Question) => decide(rules, about, NOW);

describe('a rule about one class of texts', () => {
  const text = rule({ id: 'text', class: 'text' });
  const noLists = rule({ id: 'no lists', class: 'list', effect: 'deny' });
  const all = rule({ id: 'all' });
  const read = (named: Question['class']) => ({ ...cipher, ...(named ? { class: named } : {}) });

  it('waits until it is known what the text is, and then answers for that class alone', () => {
    expect(judge([text], cipher, NOW)).toEqual({ verdict: 'needs-class' });
    expect(ask([text], read('text'))).toBe('allow');
    for (const named of ['list', 'event', 'other'] as const) expect(ask([text], read(named))).toBe('ask');
    expect(ask([text], { ...cipher, peer: pubkeyOf('eve') })).toBe('ask');
  });

  it('that denies takes its class out of what is allowed', () => {
    expect(ask([all, noLists], cipher)).toBe('needs-class');
    expect(ask([all, noLists], read('list'))).toBe('deny');
    expect(ask([all, noLists], read('text'))).toBe('allow');
    const { peer: _, ...anybody } = noLists;
    expect(ask([all, anybody], read('list'))).toBe('deny');
  });

  it('has nothing read where another one decides whatever the text is', () => {
    expect(judge([text, all], cipher, NOW)).toMatchObject({ verdict: 'allow', rule: { id: 'all' } });
    expect(ask([text, noLists, rule({ effect: 'deny' })], cipher)).toBe('deny');
    expect(ask([{ ...text, paused: true }], cipher)).toBe('ask');
  });

  it('is none of the old encryption, of writing, of signing, or of what no class names', () => {
    const wrong = ['nip04.decrypt', 'nip44.encrypt', 'nip04.encrypt'] as const;
    for (const method of wrong) {
      for (const effect of ['allow', 'deny'] as const) {
        expect(ask([{ ...text, method, effect }], { ...cipher, method })).toBe('ask');
      }
    }
    const note: Question = { ...cipher, method: 'signEvent', kind: 1 };
    expect(ask([{ ...text, ...note }], note)).toBe('ask');
    expect(ask([{ ...text, class: 'other' }], read('other'))).toBe('ask');
  });
});
