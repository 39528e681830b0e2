/** The memory of every process of the browser. No heap is looked into in this run: what is read that way goes through them. */
import { expect, test } from '@playwright/test';
import type { Find, Moment } from '../../scripts/memory/report';
import { expectSeen, toFinds, toLeft, writeFinds } from './finds';
import { toSought } from './forms';
import { liveThrough, type Place } from './place';
import { readMemory, type Process } from './processes';
import { createSearch } from './search';

/** What is in the memory of this process. */
function search(process: Process, { secrets }: Place) {
  const { sequences, toCounts } = toSought(secrets);
  const { feed, breakOff, counts } = createSearch(sequences);
  let end = 0;
  readMemory(process, (bytes, from) => {
    if (from !== end) breakOff();
    feed(bytes);
    end = from + bytes.length;
  });
  return toCounts(counts);
}

test('what the processes of the browser hold after a lock', async () => {
  const finds: Find[] = [];
  await liveThrough(async (moment, place) => {
    for (const process of place.processes()) {
      finds.push(...toFinds(moment, process.type, search(process, place)));
    }
    console.log(`searched: ${moment}`);
  });
  writeFinds('processes', finds);

  for (const form of ['text', 'bytes']) {
    expectSeen(finds, 'site', `control of a website, ${form}`);
    expectSeen(finds, 'extension', `control of Facet, ${form}`);
  }
  const open = finds.filter(({ moment, where }) => moment === 'unlocked' && where === 'extension');
  expect(
    toLeft(open).some((line) => line.includes('data key')),
    'an open vault is found to be open',
  ).toBe(true);
  const others = finds.filter(({ where }) => where !== 'browser' && where !== 'extension');
  expect(toLeft(others), 'no process of a website or of the browser’s services').toEqual([]);
  const own = finds.filter(({ where }) => where === 'extension');
  const after = (...moments: Moment[]) => own.filter(({ moment }) => moments.includes(moment));
  const wiped = after('locked', 'collected', 'closed').filter(({ kind }) => kind === 'conversation keys');
  expect(toLeft(wiped), 'what is wiped with the lock').toEqual([]);
  const KEYS = ['secret keys', 'data key', 'key of the password', 'seed words'];
  const keys = after('collected', 'closed').filter(({ kind, whole }) => KEYS.includes(kind) && whole > 0);
  expect(toLeft(keys), 'whole keys once garbage is collected').toEqual([]);
  expect(toLeft(after('restarted')), 'the process that a locked Facet is started in').toEqual([]);
});
