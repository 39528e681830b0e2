import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Snapshot, TabView } from '#lib/rpc/snapshot';
import { deadlineItem, snapshotItem } from '#lib/storage/session';
import { askAhead } from '#lib/ui/ahead';
import { watchSnapshots } from '#lib/ui/client';

const snapshotOf = (current: string) => ({ vault: 'unlocked', current }) as Snapshot;
const view: TabView = { tabId: 7, reason: 'current', choices: {}, connected: false, knows: [] };

/** A connection as the page holds it; `tell` and `breakOff` are what the worker does. */
function createPort() {
  const heard = new Set<(news: unknown) => void>();
  const gone = new Set<() => void>();
  return {
    onMessage: { addListener: (listener: (news: unknown) => void) => heard.add(listener) },
    onDisconnect: { addListener: (listener: () => void) => gone.add(listener) },
    tell: (news: unknown) => heard.forEach((listener) => listener(news)),
    breakOff: () => gone.forEach((listener) => listener()),
  };
}

let ports: ReturnType<typeof createPort>[];
const send = vi.fn();

beforeEach(() => {
  fakeBrowser.reset();
  ports = [];
  fakeBrowser.runtime.connect = (() => {
    const port = createPort();
    ports.push(port);
    return port;
  }) as never;
  vi.stubGlobal('location', { search: '?tab=7' });
  vi.stubGlobal('fetch', (url: string) => Promise.resolve({ json: () => Promise.resolve({ from: url }) }));
  fakeBrowser.i18n.getUILanguage = () => 'de';
  fakeBrowser.runtime.getURL = (path: string) => path;
  send.mockReset().mockResolvedValue({ result: view });
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(send);
});
afterEach(() => {
  vi.unstubAllGlobals();
  globalThis.facetAhead = undefined;
});

const ask = () => {
  askAhead();
  return globalThis.facetAhead as NonNullable<typeof globalThis.facetAhead>;
};

it('asks for the snapshots and for the tab, and has what comes before the popup is there', async () => {
  const ahead = ask();
  expect(await ahead.tab).toEqual(view);
  expect(send).toHaveBeenCalledExactlyOnceWith({ facet: 'ui', method: 'getTab', args: [7] });
  expect(ahead.known).toEqual(view);
  ports[0]?.tell(snapshotOf('ada'));
  const seen: unknown[] = [];
  watchSnapshots((snapshot) => seen.push(snapshot.current), ahead);
  ports[0]?.tell(snapshotOf('bob'));
  expect([seen, ports.length]).toEqual([['ada', 'bob'], 1]);
});

it('asks for the texts too', async () => {
  expect(await ask().texts).toEqual({ from: '/texts/de.json' });
});

it('shows what the worker before knew while this one is silent, and never after it has spoken', async () => {
  await snapshotItem.set(snapshotOf('old'));
  await deadlineItem.set({ lockAt: 'browser-closes', setAt: 0 });
  const seen: unknown[] = [];
  const ahead = ask();
  watchSnapshots((snapshot) => seen.push(snapshot.current), ahead);
  await vi.waitFor(() => expect(seen).toEqual(['old']));
  const late = ask();
  watchSnapshots((snapshot) => seen.push(snapshot.current), late);
  ports[1]?.tell(snapshotOf('new'));
  await late.last;
  expect(seen).toEqual(['old', 'new']);
});

it('forgets who one is in the tab where something has changed since it was asked', async () => {
  const ahead = ask();
  await ahead.tab;
  ports[0]?.tell(snapshotOf('ada'));
  expect(ahead.tab).toBeDefined();
  ports[0]?.tell(snapshotOf('bob'));
  expect([ahead.tab, ahead.news?.current]).toEqual([undefined, 'bob']);
});

it('leaves to the popup what went wrong: a refusal, a failure, a worker that died', async () => {
  send.mockResolvedValueOnce({ error: { code: 'internal', message: '' } });
  expect(await ask().tab).toBeUndefined();
  send.mockRejectedValueOnce(new Error('no receiver'));
  const ahead = ask();
  expect(await ahead.tab).toBeUndefined();
  ports[1]?.breakOff();
  const seen: unknown[] = [];
  watchSnapshots((snapshot) => seen.push(snapshot.current), ahead);
  expect(ports.length).toBe(3);
  ports[2]?.tell(snapshotOf('ada'));
  expect(seen).toEqual(['ada']);
});

it.each([
  ['whose time is over', { lockAt: Date.now() - 1, setAt: Date.now() - 2 }, undefined],
  ['of which nobody says until when', undefined, undefined],
  ['that is still open', { lockAt: Date.now() + 60_000, setAt: Date.now() }, snapshotOf('old')],
])('of a vault %s shows what it may', async (_what, deadline, shown) => {
  await snapshotItem.set(snapshotOf('old'));
  if (deadline) await deadlineItem.set(deadline);
  expect(await ask().last).toEqual(shown);
  const seen: unknown[] = [];
  watchSnapshots((snapshot) => seen.push(snapshot));
  if (shown) await vi.waitFor(() => expect(seen).toEqual([shown]));
  else await ask().last;
  expect(seen).toEqual(shown ? [shown] : []);
});
