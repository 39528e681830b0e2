import { describe, expect, it } from 'vitest';
import { createTicks, type BatchItem } from '../../../components/prompt/batch-ticks.svelte';
import { pubkeyOf } from '../support/keys';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const basis = { origin: 'https://a.example', pubkey: ada, digest: '', askedAt: 0 };
const sign = (kind: number) =>
  ({
    ...basis,
    id: `kind ${kind}`,
    type: 'sign',
    event: { kind, tags: [], content: '', created_at: 1 },
  }) as unknown as BatchItem;
const cipher = (method: string, label: string, followed?: true) =>
  ({
    ...basis,
    id: `${method} ${label}`,
    type: 'cipher',
    method,
    peer: pubkeyOf(label),
    length: 9,
    followed,
  }) as unknown as BatchItem;
const isOwn = (pubkey: string) => pubkey === ada || pubkey === bob;

describe('one of many requests', () => {
  it.each([1, 7, 6, 1111, 9])('is ticked from the start where it is an everyday post: kind %i', (kind) => {
    expect(createTicks(isOwn).isOn(sign(kind))).toBe(true);
  });

  it.each([
    ...[9000, 9001, 9002, 9005, 9008, 9020], // rule a group
    ...[5000, 5999, 14, 24_242, 17_375, 30_023, 65_000],
  ])('is ticked by itself alone where it can do harm: kind %i', (kind) => {
    const ticks = createTicks(isOwn);
    const item = sign(kind);
    expect(ticks.isOn(item)).toBe(false);
    ticks.setAll([item], true);
    expect(ticks.isOn(item)).toBe(false);
    ticks.set(item, true);
    expect(ticks.isOn(item)).toBe(true);
  });

  it.each([
    ['nip44.encrypt', 'eve', undefined, true],
    ['nip44.decrypt', 'eve', undefined, false],
    ['nip44.decrypt', 'eve', true, true],
    ['nip44.decrypt', 'ada', true, false],
    ['nip04.decrypt', 'bob', undefined, false],
    ['nip44.encrypt', 'ada', undefined, true],
  ] as const)('%s for %s (followed: %s) is ticked from the start: %s', (method, label, followed, on) => {
    expect(createTicks(isOwn).isOn(cipher(method, label, followed))).toBe(on);
  });
});
