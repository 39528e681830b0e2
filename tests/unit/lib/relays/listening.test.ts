import { beforeAll, expect, it, vi } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { createChecking, MOST_WAITING } from '#lib/relays/checking';
import type { Connections, Use } from '#lib/relays/connections';
import { createDistrust } from '#lib/relays/distrust';
import type { Hear } from '#lib/relays/frames';
import { listen } from '#lib/relays/listening';
import { loadNdk } from '#lib/relays/ndk';
import { pubkeyOf, signAs } from '../../support/keys';

beforeAll(loadNdk);

const URL = 'wss://relay.example/';
const ada = pubkeyOf('ada');
const follows = (label: string) => signAs(label, { kind: 3 });
const event = { pubkey: ada, kind: 3, created_at: 1_700_000_000, id: '0'.repeat(64) } as NostrEvent;

/** Listens to a relay that is played here. */
function start() {
  let hear: Hear = () => undefined;
  let end = () => {};
  let asked = 0;
  const released = vi.fn();
  const use: Use = {
    ndk: undefined as never,
    relays: [],
    views: [{ url: URL, state: 'connected' }],
    subscribe(_filters, onEvent, onAll = () => undefined) {
      [hear, end] = [onEvent, onAll];
      asked += 1;
      return () => undefined;
    },
    release: released,
  };
  const distrust = createDistrust();
  const connections: Connections = { checking: createChecking(), distrust, use: () => use };
  let isWanted = true;
  const told = { onEvent: vi.fn(), onHeard: vi.fn(), onDone: vi.fn() };
  const events = { isWanted: () => isWanted, ...told };
  const listening = listen(connections, URL, [{ pubkeys: [ada] }], events);
  return {
    ...told,
    released,
    distrust,
    listening,
    send(many: number, each = event, frame = JSON.stringify(['EVENT', 'x', each])) {
      for (let index = 0; index < many; index += 1) hear(each, { url: URL, frame });
    },
    asked: () => asked,
    end: () => end(),
    wantNothing: () => (isWanted = false),
  };
}

it('a relay that sent more than there was room for has not told everything', async () => {
  const { send, end, wantNothing, onDone, onHeard } = start();
  send(MOST_WAITING + 1);
  wantNothing(); // what waits is let go at once
  end();
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledTimes(1), 10_000);
  expect(onHeard).not.toHaveBeenCalled();
});

it('is asked again for what there was no room for, as long as that brings something new', async () => {
  const { send, end, onEvent, onDone, onHeard, asked } = start();
  send(MOST_WAITING + 1, follows('ada'));
  end();
  await vi.waitFor(() => expect(asked()).toBe(2), 10_000);
  expect(onEvent).toHaveBeenCalledTimes(MOST_WAITING);
  expect([onDone.mock.calls.length, onHeard.mock.calls.length]).toEqual([0, 0]);
  end();
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledTimes(1), 10_000);
  expect([asked(), onHeard.mock.calls.length]).toEqual([2, 1]);
});

it('a relay for which there was room has', async () => {
  const { send, end, wantNothing, onDone, onHeard } = start();
  send(MOST_WAITING - 1);
  wantNothing();
  end();
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledTimes(1), 10_000);
  expect(onHeard).toHaveBeenCalledTimes(1);
});

it('a relay that goes on where there is no room is left, and what waits of it with it', () => {
  const { send, listening, released, onDone, distrust } = start();
  send(MOST_WAITING + 15 + 2_999); // one copy of each list is no offence
  expect(distrust.reasonOf(URL)).toBeUndefined();
  send(1);
  expect(listening.views).toEqual([{ url: URL, state: 'disconnected', distrusted: 'useless' }]);
  expect([released.mock.calls.length, onDone.mock.calls.length]).toEqual([1, 1]);
  expect(listening.isDone).toBe(true);
});

it('one copy of each list of each account may come in vain, and a few thousand more', () => {
  const { send, wantNothing, distrust } = start();
  wantNothing();
  send(15 + 2_999);
  expect(distrust.reasonOf(URL)).toBeUndefined();
  send(1);
  expect(distrust.reasonOf(URL)).toBe('useless');
});
