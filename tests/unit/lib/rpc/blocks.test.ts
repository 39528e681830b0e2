import { describe, expect, it } from 'vitest';
import { block, unblock } from '#lib/permissions/blocks';
import { getBlock } from '#lib/rpc/blocks';
import { createState } from '#lib/storage/state';

const SITE = 'https://a.example';

describe('a block', () => {
  it('holds for good, or until its time, for its origin alone', () => {
    const draft = createState();
    block(draft, SITE, undefined, 10);
    block(draft, 'https://b.example', 20, 10);
    expect(getBlock(draft, SITE, 1_000)).toEqual({ since: 10 });
    expect(getBlock(draft, 'https://b.example', 19)).toEqual({ since: 10, until: 20 });
    expect(getBlock(draft, 'https://b.example', 20)).toBeUndefined();
    for (const other of ['https://c.example', `${SITE}:8443`, 'constructor', '__proto__']) {
      expect(getBlock(draft, other, 15)).toBeUndefined();
    }
  });

  it('is not lifted by a clock that was set back, but by the person', () => {
    const draft = createState();
    block(draft, SITE, undefined, 10);
    expect(getBlock(draft, SITE, 5)).toBeDefined();
    unblock(draft, SITE);
    expect(getBlock(draft, SITE, 15)).toBeUndefined();
  });

  it('goes a day after its time is over, when another one is made: a clock may have been ahead', () => {
    const draft = createState();
    block(draft, SITE, 20, 10);
    block(draft, 'https://c.example', undefined, 20 + 24 * 3_600_000 - 1);
    expect([getBlock(draft, SITE, 30), getBlock(draft, SITE, 15)]).toEqual([
      undefined,
      { since: 10, until: 20 },
    ]);
    unblock(draft, 'https://c.example');
    block(draft, 'https://b.example', undefined, 20 + 24 * 3_600_000);
    expect(Object.keys(draft.blocked ?? {})).toEqual(['https://b.example']);
  });
});
