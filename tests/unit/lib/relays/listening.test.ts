import { beforeAll, expect, it, vi } from 'vitest';
import type { NDKFilter } from '@nostr-dev-kit/ndk';
import type { NostrEvent } from '#lib/nostr/event';
import { ACCOUNT_KINDS } from '#lib/nostr/lists';
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
function start(pubkeys = [ada]) {
  let hear: Hear = () => undefined;
  let end = () => {};
  const asked: NDKFilter[][] = [];
  const released = vi.fn();
  const use: Use = {
    ndk: undefined as never,
    relays: [],
    views: [{ url: URL, state: 'connected' }],
    subscribe(filters, onEvent, onAll = () => undefined) {
      [hear, end] = [onEvent, onAll];
      asked.push(filters);
      return () => undefined;
    },
    release: released,
  };
  const distrust = createDistrust();
  const connections: Connections = { checking: createChecking(), distrust, use: () => use };
  let isWanted = true;
  const told = { onEvent: vi.fn(), onHeard: vi.fn(), onDone: vi.fn() };
  const events = { isWanted: () => isWanted, ...told };
  const listening = listen(connections, URL, [{ pubkeys }], events);
  return {
    ...told,
    released,
    distrust,
    listening,
    send(many: number, each = event, frame = JSON.stringify(['EVENT', 'x', each])) {
      for (let index = 0; index < many; index += 1) hear(each, { url: URL, frame });
    },
    asked,
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
  await vi.waitFor(() => expect(asked).toHaveLength(2), 10_000);
  expect(onEvent).toHaveBeenCalledTimes(MOST_WAITING);
  expect([onDone.mock.calls.length, onHeard.mock.calls.length]).toEqual([0, 0]);
  end();
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledTimes(1), 10_000);
  expect([asked.length, onHeard.mock.calls.length]).toEqual([2, 1]);
});

it('is asked again only for those of whom there was something', async () => {
  const bob = pubkeyOf('bob');
  const { send, end, asked } = start([ada, bob]);
  send(1, follows('bob'));
  send(MOST_WAITING, follows('ada'));
  end();
  await vi.waitFor(() => expect(asked).toHaveLength(2), 10_000);
  expect(asked[0]).toMatchObject([{ authors: [ada, bob] }]);
  const [again, on] = asked[1] ?? [];
  expect(again).toEqual({ kinds: [...ACCOUNT_KINDS], authors: [ada] });
  expect(on).toMatchObject({ authors: [bob], since: expect.any(Number) as number });
});

it.each([
  [1, 1],
  [33, 1],
  [34, 2],
  [500, 8],
  [10_000, 8],
])('asks for %d authors in %d filters, as a relay may send only 500 events for each', (authors, filters) => {
  const pubkeys = Array.from({ length: authors }, (_, index) => index.toString(16).padStart(64, '0'));
  const [asked = []] = start(pubkeys).asked;
  expect(asked).toHaveLength(filters);
  expect(asked.flatMap((filter) => filter.authors)).toEqual(pubkeys);
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
