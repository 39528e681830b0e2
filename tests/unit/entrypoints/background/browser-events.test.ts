import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { listenToBrowser } from '../../../../entrypoints/background/browser-events';
import { AUTO_LOCK, REFRESH } from '../../../../entrypoints/background/alarms';
import { snapshotItem } from '#lib/storage/session';
import { MINUTES, startOpenWorker, type Worker } from '../../support/rooms';

type Listener = (fact: unknown) => void;
type Ready = Parameters<typeof listenToBrowser>[0];

let worker: Worker;
const [glance, run] = [vi.fn(), vi.fn()];
/** What was registered for each event of the browser. */
let heard: Record<'idle' | 'alarm', Listener>;

beforeEach(async () => {
  worker = await startOpenWorker();
  const keep = (name: keyof typeof heard) =>
    vi.fn((listener: Listener) => {
      heard[name] = listener;
    });
  heard = {} as typeof heard;
  fakeBrowser.idle.onStateChanged.addListener = keep('idle');
  fakeBrowser.alarms.onAlarm.addListener = keep('alarm');
  fakeBrowser.commands.onCommand.addListener = vi.fn();
  fakeBrowser.contextMenus.onClicked.addListener = vi.fn();
  vi.stubGlobal('self', { addEventListener: vi.fn() });
  glance.mockReset();
  run.mockReset();
  listenToBrowser((() =>
    Promise.resolve({ ...worker, watch: { glance }, outbox: { run } })) as unknown as Ready);
});

it('a screen that the system locks locks the vault', async () => {
  heard.idle('locked');
  await vi.waitFor(() => expect(worker.vault.status).toBe('locked'));
  expect(() => worker.vault.expectKeys()).toThrow('Facet is locked');
});

it.each(['idle', 'active'])('a screen that is %s leaves it open', async (state) => {
  heard.idle(state);
  await worker.database.count('records'); // longer than a lock would take
  expect(worker.vault.status).toBe('unlocked');
});

it('the alarm locks a vault that is due, and no other', async () => {
  const closed = vi.fn();
  worker.vault.onLock(closed);
  heard.alarm({ name: AUTO_LOCK });
  await worker.database.count('records');
  expect(worker.vault.status).toBe('unlocked');
  vi.useFakeTimers({ now: Date.now() + 16 * MINUTES, toFake: ['Date'] });
  heard.alarm({ name: AUTO_LOCK });
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  vi.useRealTimers();
});

it('now and then the alarm has relays looked at, if there is anybody to look for, and what waits tried', async () => {
  heard.alarm({ name: REFRESH });
  await vi.waitFor(() => expect(glance).toHaveBeenCalledOnce());
  expect(run).toHaveBeenCalledOnce();
  await worker.vault.lock();
  heard.alarm({ name: REFRESH });
  await worker.database.count('records');
  expect(glance).toHaveBeenCalledOnce();
});

it.each([
  ['locks the screen', 0, () => heard.idle('locked')],
  ['says that it is time', 16 * MINUTES, () => heard.alarm({ name: AUTO_LOCK })],
])('what was open is forgotten when the system %s, though no vault can be had', async (_what, later, act) => {
  listenToBrowser(() => new Promise(() => undefined)); // a disk that never answers
  await snapshotItem.set({ vault: 'unlocked' } as never);
  heard.alarm({ name: AUTO_LOCK });
  await worker.database.count('records');
  expect(await fakeBrowser.storage.session.get(null)).toHaveProperty('unlocked'); // it is not time yet
  vi.useFakeTimers({ now: Date.now() + later, toFake: ['Date'] });
  act();
  await vi.waitFor(async () =>
    expect(await fakeBrowser.storage.session.get(null)).not.toHaveProperty('unlocked'),
  );
  vi.useRealTimers();
  expect(await fakeBrowser.storage.session.get(['snapshot', 'deadline'])).toEqual({});
});
