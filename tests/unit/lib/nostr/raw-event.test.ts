import { expect, it } from 'vitest';
import { toRawEvent } from '../../../../lib/nostr/raw-event';

const PUBKEY = 'a'.repeat(64);
const EMPTY = { kind: 1, tags: [], content: '', created_at: 1_790_000_000 };

it.each([
  EMPTY,
  {
    ...EMPTY,
    content: 'line\n"two"\u202E',
    tags: [
      ['e', 'b'.repeat(64)],
      ['t', 'x'],
    ],
  },
])('shows the complete event as JSON', (event) => {
  expect(JSON.parse(toRawEvent(event, PUBKEY))).toEqual({ ...event, pubkey: PUBKEY });
});

it('has a line for each tag, and none for none', () => {
  const linesOf = (tags: string[][]) => toRawEvent({ ...EMPTY, tags }, PUBKEY).split('\n');
  expect(linesOf([])).toContain('  "tags": [],');
  expect(linesOf([['t', 'x'], ['t']]).slice(3, 7)).toEqual([
    ...['  "tags": [', '    ["t","x"],', '    ["t"]', '  ],'],
  ]);
});
