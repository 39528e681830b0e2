import { describe, expect, it } from 'vitest';
import { toCipherMemories, toSignMemories } from '../../../../lib/nostr/memories';

describe('memories', () => {
  it.each([0, 3, 5, 62, 10_000, 10_002])('asks about every single event of kind %i', (kind) => {
    expect(toSignMemories(kind)).toEqual(['once']);
  });

  it.each([13, 1059, 9008, 10_019, 10_050, 13_194, 17_375, 22_242, 23_194, 24_133, 24_242, 27_235, 30_078])(
    'never allows kind %i for ever',
    (kind) => {
      expect(toSignMemories(kind)).toEqual(['once', 'minutes', 'hour', 'today']);
    },
  );

  it('allows a note for ever, and reading messages until the browser closes at most', () => {
    expect(toSignMemories(1)).toContain('always');
    expect(toCipherMemories('nip44.encrypt')).toContain('always');
    for (const method of ['nip04.decrypt', 'nip44.decrypt']) {
      expect(toCipherMemories(method)).toEqual(['once', 'minutes', 'hour', 'today', 'restart']);
    }
  });
});
