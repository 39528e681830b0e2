import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { isNewer } from '#lib/nostr/lists';
import { toEventId } from '#lib/nostr/event';
import { createConnections } from '#lib/relays/connections';
import { createFeed } from '#lib/relays/feed';
import { planOf } from '../../support/plan';
import { startRelay } from '../../../../scripts/relay/relay';
import { startHostileRelay, type HostileRelay } from '../../support/hostile-relay';
import { pubkeyOf, signAs } from '../../support/keys';

const NOW = Math.floor(Date.now() / 1000);
const ada = pubkeyOf('ada');
const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** A feed that keeps what arrives as sessions do: the newest of each kind. */
function startFeed(urls: string[], pubkeys = [ada]) {
  const arrived: NostrEvent[] = [];
  const find = ({ pubkey, kind }: Pick<NostrEvent, 'pubkey' | 'kind'>) =>
    arrived.findLast((event) => event.pubkey === pubkey && event.kind === kind);
  const onRelays = vi.fn();
  const onHeard = vi.fn();
  const onComplete = vi.fn();
  const connections = createConnections(onRelays);
  const feed = createFeed(() => connections, {
    isWanted: (event) => isNewer(event, find(event)),
    onEvent: (event) => arrived.push(event),
    onHeard,
    onComplete,
  });
  stops.push(() => feed.stop());
  feed.follow(planOf(pubkeys, urls));
  return { feed, arrived, onRelays, onHeard, onComplete };
}

const follows = (content: string, created_at = NOW) => signAs('ada', { kind: 3, content, created_at });
const last = signAs('ada', { kind: 0, content: '{"name":"last"}', created_at: NOW });

describe('from the real relay', () => {
  it('profile, follows, mutes and relay list of every account arrive, and later ones as they are published', async () => {
    const relay = await startRelay();
    stops.push(() => relay.stop());
    const stored = [
      ...[0, 3, 10_000, 10_002].map((kind) => signAs('ada', { kind, created_at: NOW })),
      signAs('bob', { kind: 3, created_at: NOW }),
    ];
    for (const event of [...stored, signAs('ada', { kind: 1 }), signAs('eve', { kind: 3 })]) {
      await relay.publish(event);
    }
    const { arrived, feed } = startFeed([relay.url], [ada, pubkeyOf('bob')]);
    await vi.waitFor(() => expect(arrived).toHaveLength(stored.length), 10_000);
    expect(arrived).toEqual(expect.arrayContaining(stored));
    expect(feed.relays).toMatchObject([{ url: relay.url, state: 'connected' }]);
    const newer = follows('newer', NOW + 1);
    await relay.publish(newer);
    await vi.waitFor(() => expect(arrived.at(-1)).toEqual(newer), 10_000);
  });
});

describe('from a hostile relay', () => {
  let relay: HostileRelay;
  beforeEach(async () => {
    relay = await startHostileRelay();
    stops.push(() => relay.stop());
  });

  /** Sends these, then a true event that shows that all of them have been seen. */
  async function hear(...messages: (object | string)[]) {
    const { arrived } = startFeed([relay.url]);
    await relay.subscribed;
    relay.send(...messages, last);
    await vi.waitFor(() => expect(arrived.some(({ id }) => id === last.id)).toBe(true), 10_000);
    return arrived.filter(({ id }) => id !== last.id);
  }

  const honest = follows('honest');
  const other = follows('other', NOW - 1);

  it.each<[string, object | string]>([
    ['a forged signature', { ...honest, sig: other.sig }],
    ['a changed list', { ...honest, tags: [['p', pubkeyOf('eve')]] }],
    ['a changed list under its own new id', withId({ ...honest, tags: [['p', pubkeyOf('eve')]] })],
    ['another author', signAs('eve', { kind: 3, created_at: NOW })],
    ['the author put in by hand', withId({ ...signAs('eve', { kind: 3, created_at: NOW }), pubkey: ada })],
    ['another kind', signAs('ada', { kind: 1, created_at: NOW })],
    ['the far future', follows('future', NOW + 3_600)],
    ['malformed JSON', '["EVENT",'],
    ['no message', 'null'],
    ['an event of nothing', {}],
    ['an event of null', '["EVENT","x",null]'],
    ['tags that are no lists', { ...honest, tags: 'p' }],
    ['a time in words', { ...honest, created_at: 'now' }],
    ['a kind of 3.5', { ...honest, kind: 3.5 }],
  ])('%s never arrives', async (_what, message) => {
    expect(await hear(message)).toEqual([]);
  });

  it('an event that borrows the id of a true one does not keep the true one out', async () => {
    expect(await hear({ ...honest, content: 'forged' }, honest)).toEqual([honest]);
  });

  it('an event that borrows id and signature does not keep the true one out', async () => {
    expect(await hear({ ...honest, tags: [['p', pubkeyOf('eve')]] }, honest)).toEqual([honest]);
  });

  it('an older copy after a newer one does not arrive', async () => {
    expect(await hear(honest, other)).toEqual([honest]);
  });

  it('what a clock that is a little ahead signed does', async () => {
    const early = follows('early', NOW + 300);
    expect(await hear(early)).toEqual([early]);
  });

  it('the honest event arrives once, among all the others', async () => {
    const noise = [{ ...honest, sig: other.sig }, '{', signAs('eve', { kind: 3 }), { ...honest, kind: 0 }];
    expect(await hear(...noise, honest, ...noise, honest)).toEqual([honest]);
  });

  it('what another relay forges does not keep the honest relay’s event out', async () => {
    const good = await startHostileRelay();
    stops.push(() => good.stop());
    const { arrived } = startFeed([relay.url, good.url]);
    await Promise.all([relay.subscribed, good.subscribed]);
    relay.send({ ...honest, content: 'forged' }, last);
    await vi.waitFor(() => expect(arrived).toHaveLength(1), 10_000);
    good.send(honest);
    await vi.waitFor(() => expect(arrived).toEqual([last, honest]), 10_000);
  });

  it('needs no end of stored events', async () => {
    expect(await hear(honest)).toEqual([honest]); // this relay never says EOSE
  });

  it('hears of no other relay from what it sends', async () => {
    const trap = await startHostileRelay();
    stops.push(() => trap.stop());
    const list = signAs('ada', { kind: 10_002, created_at: NOW, tags: [['r', trap.url]] });
    const { arrived, feed } = startFeed([relay.url]);
    await relay.subscribed;
    relay.send(list, last);
    await vi.waitFor(() => expect(arrived).toHaveLength(2), 10_000);
    expect(feed.relays.map(({ url }) => url)).toEqual([relay.url]);
  });
});

describe('a relay that is not there', () => {
  it('is a state, not an error', async () => {
    const gone = await startHostileRelay();
    await gone.stop();
    const { feed, onRelays } = startFeed([gone.url]);
    await vi.waitFor(() => expect(onRelays.mock.calls.length).toBeGreaterThan(1), 10_000);
    expect(feed.relays).toMatchObject([{ url: gone.url, state: expect.stringMatching(/connect/) as string }]);
  });
});

describe('following', () => {
  it('nobody, or nowhere, connects to nothing', () => {
    expect(startFeed(['ws://127.0.0.1:1/'], []).feed.relays).toEqual([]);
    expect(startFeed([], [ada]).feed.relays).toEqual([]);
  });

  it('tells when a relay has told everything, and when all of them have', async () => {
    const [one, other] = await Promise.all([startRelay(), startRelay()]);
    stops.push(
      () => one.stop(),
      () => other.stop(),
    );
    const { arrived, onHeard, onComplete } = startFeed([one.url, other.url]);
    await one.publish(last);
    await vi.waitFor(() => expect(onComplete).toHaveBeenCalledTimes(1), 10_000);
    const at = expect.closeTo(Date.now() / 1_000, -2) as number;
    const heard = [one, other].map(({ url }) => [url, [ada], at]);
    expect(onHeard.mock.calls).toEqual(expect.arrayContaining(heard));
    await vi.waitFor(() => expect(arrived).toEqual([last]), 10_000);
  });

  it('after a loss asks only for what may be new', async () => {
    const relay = await startHostileRelay();
    stops.push(() => relay.stop());
    const { onHeard } = startFeed([relay.url]);
    await relay.subscribed;
    expect(relay.requests.at(-1)).not.toHaveProperty('since');
    relay.endStored();
    await vi.waitFor(() => expect(onHeard).toHaveBeenCalledTimes(1), 10_000);
    relay.cut();
    await vi.waitFor(() => expect(relay.requests.at(-1)).toHaveProperty('since'), 10_000);
  });

  it('the same again keeps the connection', async () => {
    const relay = await startHostileRelay();
    stops.push(() => relay.stop());
    const { feed, arrived } = startFeed([relay.url]);
    await relay.subscribed;
    feed.follow(planOf([ada], [relay.url]));
    relay.send(last);
    await vi.waitFor(() => expect(arrived).toEqual([last]), 10_000);
    feed.stop();
    expect(feed.relays).toEqual([]);
  });
});

function withId(event: NostrEvent): NostrEvent {
  return { ...event, id: toEventId(event) };
}
