import { describe, expect, it } from 'vitest';
import { toCipherMemories, toSignMemories } from '../../../../lib/nostr/memories';

describe('memories', () => {
  it.each([0, 3, 5, 62, 10_000, 10_002])('asks about every single event of kind %i', (kind) => {
    expect(toSignMemories(kind)).toEqual(['once']);
  });

  it.each([13, 1059, 13_194, 22_242, 23_194, 24_133, 27_235, 30_078])(
    'never allows kind %i for ever',
    (kind) => {
      expect(toSignMemories(kind)).toEqual(['once', 'hour', 'day']);
    },
  );

  it('allows a note for ever, and reading messages for an hour at most', () => {
    expect(toSignMemories(1)).toContain('always');
    expect(toCipherMemories('nip44.encrypt')).toContain('always');
    expect(toCipherMemories('nip44.decrypt')).toEqual(['once', 'hour']);
    expect(toCipherMemories('nip04.decrypt')).toEqual(['once', 'hour']);
  });
});
