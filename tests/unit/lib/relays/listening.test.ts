import { beforeAll, expect, it, vi } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { createChecking, MOST_WAITING } from '#lib/relays/checking';
import type { Connections, Use } from '#lib/relays/connections';
import { createDistrust } from '#lib/relays/distrust';
import type { Hear } from '#lib/relays/frames';
import { listen } from '#lib/relays/listening';
import { loadNdk } from '#lib/relays/ndk';
import { pubkeyOf } from '../../support/keys';

beforeAll(loadNdk);

const URL = 'wss://relay.example/';
const ada = pubkeyOf('ada');
const event = { pubkey: ada, kind: 3, created_at: 1_700_000_000, id: '0'.repeat(64) } as NostrEvent;

/** Listens to a relay that is played here. */
function start() {
  let hear: Hear = () => undefined;
  let end = () => {};
  const released = vi.fn();
  const use: Use = {
    ndk: undefined as never,
    relays: [],
    views: [{ url: URL, state: 'connected' }],
    subscribe(_filters, onEvent, onAll = () => undefined) {
      [hear, end] = [onEvent, onAll];
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
    send(many: number) {
      for (let index = 0; index < many; index += 1) hear(event, { url: URL, frame: 'x' });
    },
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
  send(MOST_WAITING + 2_999);
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
