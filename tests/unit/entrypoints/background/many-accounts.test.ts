import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import type { Snapshot } from '#lib/rpc/snapshot';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const PEOPLE = Array.from({ length: 20 }, (_, index) => `person ${index}`);
const me = { tabId: undefined };
const stops: (() => Promise<void> | void)[] = [];
let listed: Relay;
let own: Relay;
let rooms: Rooms;
let ui: ReturnType<typeof createUiHandlers>;

const profileOf = (label: string, name = `Name of ${label}`) =>
  signAs(label, { kind: 0, content: JSON.stringify({ name }) });

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
  [listed, own] = await Promise.all([startRelay(), startRelay()]);
  stops.push(
    () => listed.stop(),
    () => own.stop(),
  );
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
  await ui.createVault(me, PASSWORD);
  await rooms.sessions.add(PEOPLE.map((label) => newAccountOf(label)));
});
afterEach(async () => {
  await rooms.vault.lock();
  for (const stop of stops.splice(0)) await stop();
});

/** Everybody says on the listed relay that they write to their own, where their profile is. */
async function load(): Promise<void> {
  for (const label of PEOPLE) {
    await listed.publish(signAs(label, { kind: 10_002, tags: [['r', own.url]] }));
    await own.publish(profileOf(label));
  }
  await ui.setRelays(me, [listed.url]);
  stops.unshift(rooms.watch.hold());
  await untilKnown();
}

const untilKnown = () =>
  vi.waitFor(
    async () =>
      expect((await ui.getSnapshot(me)).accounts.map(({ name }) => name)).toEqual(
        PEOPLE.map((label) => `Name of ${label}`),
      ),
    10_000,
  );

it('a relay list that comes later is looked at without a wait', async () => {
  await load();
  await vi.waitFor(() =>
    expect(rooms.sessions.get(pubkeyOf('person 0'))?.summary.heard).toHaveProperty([own.url]),
  );
  const third = await startRelay();
  stops.push(() => third.stop());
  await third.publish(
    signAs('person 0', { kind: 0, content: '{"name":"Newer"}', created_at: 1_700_000_001 }),
  );
  await listed.publish(
    signAs('person 0', { kind: 10_002, tags: [['r', third.url]], created_at: 1_700_000_001 }),
  );
  await vi.waitFor(async () => expect((await ui.getSnapshot(me)).accounts[0]?.name).toBe('Newer'), 2_000);
});

it('the next worker reads what is known before it asks relays, and they tell none of it again', async () => {
  await load();
  await vi.waitFor(() => expect(own.traffic.asked).toBe(1));
  await vi.waitFor(() =>
    expect(rooms.sessions.all.every(({ summary }) => Object.keys(summary.heard).length === 2)).toBe(true),
  );
  await rooms.store.write(() => Promise.resolve([])); // whatever was known by then is on disk
  await stops.shift()?.();
  const before = [listed, own].map(({ traffic }) => traffic.sent);
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
  stops.unshift(rooms.watch.hold());
  await untilKnown();
  await vi.waitFor(
    () => expect([listed, own].map(({ traffic }) => traffic.sent)).not.toEqual(before),
    10_000,
  );
  const told = [listed, own].map(({ traffic }, index) => traffic.sent - (before[index] ?? 0));
  expect(Math.max(...told)).toBeLessThan(200); // that this is all, and not one event
});

it('what relays tell in a row is shown together, and what a person does at once', async () => {
  const seen: Snapshot[] = [];
  stops.unshift(rooms.publisher.add({ postMessage: (snapshot) => seen.push(snapshot) }));
  seen.length = 0;
  for (const label of PEOPLE) {
    rooms.sessions.apply(profileOf(label));
    await Promise.resolve().then(() => undefined);
  }
  expect(seen).toEqual([]);
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  expect(seen[0]?.accounts.map(({ name }) => name)).toEqual(PEOPLE.map((label) => `Name of ${label}`));
  rooms.sessions.apply(
    signAs('person 0', { kind: 0, content: '{"name":"Late"}', created_at: 1_700_000_001 }),
  );
  rooms.publisher.publish();
  await Promise.resolve();
  expect(seen.at(-1)?.accounts[0]?.name).toBe('Late');
});
