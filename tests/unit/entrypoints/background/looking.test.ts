import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLooking } from '../../../../entrypoints/background/looking';
import type { Feed } from '#lib/relays/feed';
import type { Session } from '#lib/sessions/session';
import { createSummary, withEvent } from '#lib/sessions/summary';
import { createState } from '#lib/storage/state';
import { pubkeyOf, signAs } from '../../support/keys';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Relays that have told all they have, or not yet. */
function start(isComplete: boolean, all: Session[] = []) {
  const feed = { follow: vi.fn(), stop: vi.fn(), isComplete, relays: [] } satisfies Feed;
  const store = { isOpen: true, state: createState() };
  const watch = { isOn: true };
  const looking = createLooking({
    store,
    sessions: { all, isRestored: true },
    watch,
    feed,
    isApart: () => false,
    signIns: { relays: () => new Map() },
  });
  const tell = (kind: number) => {
    for (let person = 0; person < 20; person += 1) looking.onTold(signAs(`person ${person}`, { kind }));
  };
  return { looking, feed, tell, store, watch };
}

it('asks anew once for all who said where they write, when a relay has told all it has', () => {
  const { looking, feed, tell } = start(false);
  tell(10_002);
  tell(10_006);
  expect(feed.follow).not.toHaveBeenCalled();
  looking.onHeard();
  expect(feed.follow).toHaveBeenCalledTimes(1);
  looking.onHeard();
  vi.advanceTimersByTime(60_000);
  expect(feed.follow).toHaveBeenCalledTimes(1);
});

it('a relay that never says that it is done holds that up for five seconds', () => {
  const { feed, tell } = start(false);
  tell(10_002);
  vi.advanceTimersByTime(4_999);
  expect(feed.follow).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(feed.follow).toHaveBeenCalledTimes(1);
});

it('nothing holds it up when all relays are done, and other kinds never ask for it', () => {
  const { feed, tell } = start(true);
  tell(3);
  expect(feed.follow).not.toHaveBeenCalled();
  tell(10_002);
  expect(feed.follow).toHaveBeenCalled();
});

it('follows what the person wants anew, and nothing else that changes', () => {
  const { looking, feed, tell, store } = start(false);
  looking.follow();
  expect(feed.follow).toHaveBeenCalledTimes(1);
  tell(10_002);
  looking.follow(); // a click on something else, while relays are still telling
  expect(feed.follow).toHaveBeenCalledTimes(1);
  store.state.settings.relays = ['wss://other.example/'];
  looking.follow();
  expect(feed.follow).toHaveBeenCalledTimes(2);
});

it('a list leads to no relay of this machine or the home network, but where the person has one there', () => {
  const writes = ['ws://127.0.0.1:7777', 'wss://192.168.0.1', 'wss://box.local', 'wss://pier.example'];
  const list = signAs('ada', { kind: 10_002, tags: writes.map((url) => ['r', url]) });
  const summary = withEvent(createSummary(), list);
  const { looking, feed, store } = start(false, [{ pubkey: pubkeyOf('ada'), summary } as Session]);
  const opened = () => (feed.follow.mock.lastCall as [{ url: string }[]])[0].map(({ url }) => url);
  store.state.settings.relays = ['wss://own.example/'];
  looking.follow();
  expect(opened()).toEqual(['wss://own.example/', 'wss://pier.example/']);
  store.state.settings.relays = ['ws://127.0.0.1:8888/'];
  looking.follow();
  expect(opened()).toEqual(['ws://127.0.0.1:8888/', 'ws://127.0.0.1:7777/', 'wss://pier.example/']);
});

it.each(['isOn', 'isOpen'] as const)('begins again what ended while not %s', (what) => {
  const { looking, feed, store, watch } = start(false);
  const set = (value: boolean) => Object.assign(what === 'isOn' ? watch : store, { [what]: value });
  looking.follow();
  set(false);
  looking.follow();
  expect(feed.stop).toHaveBeenCalledTimes(1);
  set(true);
  looking.follow();
  expect(feed.follow).toHaveBeenCalledTimes(2);
});
