/** A relay that does its worst, beside an honest one: what counts is what the honest one says. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { isNewer } from '#lib/nostr/lists';
import { createConnections } from '#lib/relays/connections';
import { createFeed } from '#lib/relays/feed';
import { MAX_FRAME } from '#lib/relays/frames';
import { toEventId } from '#lib/nostr/event';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { startDrippingRelay, startHostileRelay, type HostileRelay } from '../../support/hostile-relay';
import { pubkeyOf, signAs } from '../../support/keys';
import { planOf } from '../../support/plan';

const NOW = Math.floor(Date.now() / 1000);
const ada = pubkeyOf('ada');
const follows = (content: string, created_at = NOW) => signAs('ada', { kind: 3, content, created_at });
const withId = (event: NostrEvent): NostrEvent => ({ ...event, id: toEventId(event) });

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** A feed that keeps what arrives as sessions do: the newest of each kind. */
function startFeed(urls: string[]) {
  const held = new Map<number, NostrEvent>();
  const onHeard = vi.fn();
  const onComplete = vi.fn();
  const connections = createConnections(() => undefined);
  const feed = createFeed(() => connections, {
    isWanted: (head) => isNewer(head, held.get(head.kind)),
    onEvent: (event) => held.set(event.kind, event),
    onHeard,
    onComplete,
  });
  stops.push(() => feed.stop());
  feed.follow(planOf([ada], urls));
  return { feed, held, onHeard, onComplete, connections };
}

/** Sends so many, some at a time: a relay is another machine, and does not stop this one. */
async function flood(relay: HostileRelay, many: number, toMessage: (index: number) => object | string) {
  for (let index = 0; index < many; index += 1) {
    relay.send(toMessage(index));
    if (index % 20 === 19) await new Promise(setImmediate);
  }
}

const reasonOf = (feed: ReturnType<typeof startFeed>['feed'], url: string) =>
  feed.relays.find((relay) => relay.url === url)?.distrusted;

let honest: Relay;
let hostile: HostileRelay;
beforeEach(async () => {
  [honest, hostile] = await Promise.all([startRelay(), startHostileRelay()]);
  stops.push(
    () => honest.stop(),
    () => hostile.stop(),
  );
});

const stored = [0, 3, 10_000, 10_002].map((kind) => signAs('ada', { kind, created_at: NOW - 60 }));
const live = follows('live', NOW - 10);
const signed = follows('signed', NOW);
const byEve = signAs('eve', { kind: 3, created_at: NOW });
const note = signAs('ada', { kind: 1, created_at: NOW });
const future = follows('future', NOW + 3_600);
const old = Array.from({ length: 50 }, (_, index) => follows('old', NOW - 1_000 - index));

const BEHAVIOURS: [string, (index: number) => object | string][] = [
  ['borrows the id and signature of a true event', () => ({ ...signed, tags: [['p', pubkeyOf('eve')]] })],
  ['signs falsely', (index) => withId({ ...signed, content: `${index}`, created_at: NOW + index })],
  ['sends events of other authors', () => byEve],
  ['sends events of other kinds', () => note],
  ['sends events from the far future', () => future],
  ['sends the same old events again and again', (index) => old[index % old.length] as NostrEvent],
  ['spams with NOTICE', (index) => JSON.stringify(['NOTICE', `${index}`])],
  ['spams with AUTH', (index) => JSON.stringify(['AUTH', `${index}`])],
  ['sends what is no JSON', () => '["EVENT","'],
  ['sends JSON that is no message', () => '{"a":1}'],
  ['ends what was never asked for', (index) => JSON.stringify(['EOSE', `${index}`])],
];

describe('a relay that', () => {
  it.each(BEHAVIOURS)('%s: what is held is what the honest one says', async (_what, toMessage) => {
    for (const event of stored) await honest.publish(event);
    const { held, feed, onHeard } = startFeed([hostile.url, honest.url]);
    await hostile.subscribed;
    await vi.waitFor(() => expect(held.size).toBe(stored.length), 10_000);
    await flood(hostile, 300, toMessage);
    await honest.publish(live);
    await vi.waitFor(() => expect(held.get(3)).toEqual(live), 10_000);
    for (const event of stored) if (event.kind !== 3) expect(held.get(event.kind)).toEqual(event);
    expect(feed.relays).toContainEqual(expect.objectContaining({ url: honest.url, state: 'connected' }));
    // it never said that this was all, and nobody took another relay's word for it
    expect(onHeard.mock.calls.map(([url]) => url as string)).toEqual([honest.url]);
  });

  it('sends forged events again and again is not listened to for an hour, and then again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await honest.publish(live);
    const { feed, held, onComplete } = startFeed([hostile.url, honest.url]);
    await hostile.subscribed;
    await flood(hostile, 100, (index) => withId({ ...signed, content: `${index}` }));
    await vi.waitFor(() => expect(reasonOf(feed, hostile.url)).toBe('forged'), 10_000);
    await vi.waitFor(() => expect(hostile.connections.now).toBe(0), 10_000);
    await vi.waitFor(() => expect(held.get(3)).toEqual(live), 10_000);
    await vi.waitFor(() => expect(onComplete).toHaveBeenCalled(), 10_000); // nobody waits for it

    feed.follow(planOf([ada], [hostile.url, honest.url]));
    expect(hostile.connections).toEqual({ now: 0, ever: 1 });
    vi.setSystemTime(Date.now() + 61 * 60_000);
    feed.follow(planOf([ada], [hostile.url, honest.url]));
    await vi.waitFor(() => expect(hostile.connections).toEqual({ now: 1, ever: 2 }), 10_000);
    expect(reasonOf(feed, hostile.url)).toBeUndefined();
  });

  it('is the honest one is trusted, however often others have told the same before', async () => {
    for (const event of stored) await honest.publish(event);
    const other = await startRelay();
    stops.push(() => other.stop());
    for (const event of stored) await other.publish(event);
    const { feed, onHeard } = startFeed([honest.url, other.url]);
    await vi.waitFor(() => expect(onHeard).toHaveBeenCalledTimes(2), 10_000);
    expect(feed.relays.map(({ distrusted }) => distrusted)).toEqual([undefined, undefined]);
  });

  it.each(['NOTICE', 'AUTH', 'CLOSED', 'EOSE', 'OK'])(
    'sends %s by the thousand is not listened to',
    async (type) => {
      const { feed } = startFeed([hostile.url]);
      await hostile.subscribed;
      await flood(hostile, 3_100, () => JSON.stringify([type, 'x']));
      await vi.waitFor(() => expect(reasonOf(feed, hostile.url)).toBe('useless'), 10_000);
    },
  );

  it('sends frames that are too large is not heard with them', async () => {
    const { held } = startFeed([hostile.url]);
    await hostile.subscribed;
    const large = [5 * MAX_FRAME, MAX_FRAME].map((length) => follows('x'.repeat(length)));
    const parse = vi.spyOn(JSON, 'parse');
    hostile.send(...large, live);
    await vi.waitFor(() => expect(held.get(3)).toEqual(live), 10_000);
    expect(Math.max(...parse.mock.calls.map(([text]) => text.length))).toBeLessThanOrEqual(MAX_FRAME);
  });

  it('drips a byte a second keeps nobody waiting', async () => {
    const dripping = await startDrippingRelay();
    stops.push(() => dripping.stop());
    await honest.publish(live);
    const { held, feed, onHeard } = startFeed([dripping.url, honest.url]);
    await vi.waitFor(() => expect(held.get(3)).toEqual(live), 10_000);
    await vi.waitFor(() => expect(onHeard).toHaveBeenCalledTimes(1), 10_000);
    expect(feed.relays).toContainEqual(expect.objectContaining({ url: dripping.url, state: 'connected' }));
  });

  it('hangs up each time is tried less and less often', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const restless = await startHostileRelay({ hangsUp: true });
    stops.push(() => restless.stop());
    startFeed([restless.url]);
    for (let second = 0; second < 600; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      await new Promise(setImmediate);
      await new Promise(setImmediate);
    }
    // 1, 2, 4, … 60 s, each a quarter more or less
    expect(restless.connections.ever).toBeGreaterThan(5);
    expect(restless.connections.ever).toBeLessThan(22);
  });
});

it('what waits when the feed stops is never told', async () => {
  const { held, feed } = startFeed([hostile.url]);
  await hostile.subscribed;
  const newest = Array.from({ length: 200 }, (_, index) => follows('', NOW - 500 + index));
  hostile.send(...newest);
  await vi.waitFor(() => expect(held.size).toBeGreaterThan(0), { interval: 1 });
  feed.stop();
  const last = held.get(3);
  await vi.waitFor(() => expect(hostile.connections.now).toBe(0));
  for (let turn = 0; turn < newest.length; turn += 1) await new Promise(setImmediate); // one for each that waited
  expect(last).not.toEqual(newest.at(-1));
  expect(held.get(3)).toEqual(last);
});

it('that this was all is heard after all that was sent before it', async () => {
  const { held, onHeard } = startFeed([hostile.url]);
  await hostile.subscribed;
  const newest = Array.from({ length: 100 }, (_, index) => follows('', NOW - 500 + index));
  hostile.send(...newest);
  hostile.endStored();
  onHeard.mockImplementation(() => expect(held.get(3)).toEqual(newest.at(-1)));
  await vi.waitFor(() => expect(onHeard).toHaveBeenCalled(), 10_000);
  expect(onHeard.mock.results[0]?.type).toBe('return');
});

it('100,000 forged events are the end of the relay that sends them, and of nothing else', async () => {
  await honest.publish(live);
  const { held, feed } = startFeed([hostile.url, honest.url]);
  await hostile.subscribed;
  await flood(hostile, 100_000, (index) => ({
    ...signed,
    id: index.toString(16).padStart(64, '0'),
    created_at: NOW + (index % 600),
  }));
  await vi.waitFor(() => expect(held.get(3)).toEqual(live), 10_000);
  expect(reasonOf(feed, hostile.url)).toBe('forged');
});
