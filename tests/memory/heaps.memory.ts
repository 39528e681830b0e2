/** Texts that JavaScript can still reach, in the worker, in Facet's pages and in a website. */
import { expect, test } from '@playwright/test';
import type { Find } from '../../scripts/memory/report';
import { expectSeen, toFinds, toLeft, writeFinds } from './finds';
import { toSought } from './forms';
import { readHeap } from './heap';
import { attachToHeaps, liveThrough } from './place';
import { createSearch } from './search';

test('which texts JavaScript can reach after a lock', async () => {
  const finds: Find[] = [];
  await liveThrough(async (moment, place) => {
    if (moment === 'locked' || moment === 'closed') return; // a snapshot is taken of what is left after a garbage collection
    const { sequences, toCounts } = toSought(place.secrets);
    for (const [where, session] of await attachToHeaps(place)) {
      const { feed, counts } = createSearch(sequences);
      await readHeap(session, feed);
      await session.detach();
      finds.push(...toFinds(moment, where, toCounts(counts)));
    }
    console.log(`searched: ${moment}`);
  });
  writeFinds('heaps', finds);

  expectSeen(finds, 'website', 'control of a website, text');
  expectSeen(finds, 'pages of Facet', 'control of Facet, text');
  const worker = finds.filter(({ where }) => where === 'worker');
  const open = worker.filter(({ moment }) => moment === 'unlocked');
  expect(
    toLeft(open).some((line) => line.includes('data key')),
    'an open vault is found to be open',
  ).toBe(true);
  expect(toLeft(worker.filter(({ moment }) => moment !== 'unlocked')), 'the worker after a lock').toEqual([]);
  expect(toLeft(finds.filter(({ where }) => where === 'website')), 'a website').toEqual([]);
});
