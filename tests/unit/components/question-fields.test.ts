import { describe, expect, it } from 'vitest';
import { readFields, toFields, type Fields } from '#components/rules/question-fields';
import { toNpub } from '#lib/nostr/keys';
import { pubkeyOf } from '../support/keys';

const bob = pubkeyOf('bob');
const read = (change: Partial<Fields>, open = false) => readFields({ ...toFields(), ...change }, open);

describe('what a rule is about', () => {
  it.each([
    [{ method: 'connect' }],
    [{ method: 'signEvent', kind: 0 }],
    [{ method: 'signEvent', kind: 22_242, relay: 'wss://relay.example/' }],
    [{ method: 'signEvent', kind: 27_235, url: 'POST https://files.example/upload?a=b' }],
    [{ method: 'nip04.decrypt', peer: bob }],
    [{ method: 'nip44.encrypt', peer: bob }],
  ] as const)('comes back from its fields as it was: %o', (parts) => {
    expect(readFields(toFields(parts), false)).toEqual({ parts });
  });

  it('may be everything where the rule refuses', () => {
    expect(read({ kind: '' }, true)).toEqual({ parts: { method: 'signEvent' } });
    expect(read({ action: 'decrypt' }, true)).toEqual({ parts: { method: 'nip44.decrypt' } });
    expect(read({ kind: '22242' }, true)).toEqual({ parts: { method: 'signEvent', kind: 22_242 } });
    expect(read({ kind: '27235' }, true)).toEqual({ parts: { method: 'signEvent', kind: 27_235 } });
    expect(readFields(toFields({ method: 'signEvent' }), true)).toEqual({ parts: { method: 'signEvent' } });
  });

  it('takes a person as npub, and drops what another action was given', () => {
    expect(read({ action: 'encrypt', protocol: 'nip04', peer: ` ${toNpub(bob)} `, kind: 'x' })).toEqual({
      parts: { method: 'nip04.encrypt', peer: bob },
    });
    expect(read({ kind: '1', relay: 'wss://relay.example' })).toEqual({
      parts: { method: 'signEvent', kind: 1 },
    });
  });

  it.each<[string, Partial<Fields>]>([
    ['kind', { kind: '' }],
    ['kind', { kind: '65536' }],
    ['kind', { kind: '-1' }],
    ['kind', { kind: '1.5' }],
    ['relay', { kind: '22242' }],
    ['relay', { kind: '22242', relay: 'https://relay.example' }],
    ['url', { kind: '27235', url: 'files.example' }],
    ['url', { kind: '27235', url: 'ftp://files.example' }],
    ['peer', { action: 'decrypt' }],
    ['peer', { action: 'decrypt', peer: 'npub1x' }],
  ])('says that the %s is missing or wrong in %o', (wrong, change) => {
    expect(read(change)).toEqual({ wrong });
  });
});
