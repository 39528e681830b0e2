import { beforeAll, afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { NostrEvent } from '#lib/nostr/event';
import { createChannels } from '#lib/relays/channel';
import { createConnections } from '#lib/relays/connections';
import { loadNdk } from '#lib/relays/ndk';
import { createFeed } from '#lib/relays/feed';
import { startHostileRelay } from '../../support/hostile-relay';
import { planOf } from '../../support/plan';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { pubkeyOf } from '../../support/keys';
import { sealAs } from '../../support/remote-signer';

beforeAll(loadNdk);

const ada = pubkeyOf('ada');
const me = pubkeyOf('client');
const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function start(port?: number): Promise<Relay> {
  const relay = await startRelay(port === undefined ? {} : { port });
  stops.push(() => relay.stop());
  return relay;
}

/** A feed and channels that share their connections, as in the worker. */
function startAll() {
  const connections = createConnections(() => undefined);
  const feed = createFeed(() => connections, {
    isWanted: () => true,
    onEvent: () => undefined,
    onHeard: () => undefined,
    onComplete: () => undefined,
  });
  const open = createChannels(connections);
  const heard: NostrEvent[] = [];
  const openChannel = (urls: string[]) => {
    const channel = open(urls, me, { onEvent: (event) => heard.push(event), onRelays: () => undefined });
    stops.push(() => channel.close());
    return channel;
  };
  stops.push(() => feed.stop());
  return { connections, feed, openChannel, heard };
}

const eventually = (fact: () => void) => vi.waitFor(fact, 15_000);
const message = (text: string) => sealAs('signer', me, text);

describe('a subscription', () => {
  it('goes to the relays it is for, and to none that connects meanwhile or later', async () => {
    const [meant, other] = await Promise.all([startHostileRelay(), startHostileRelay()]);
    stops.push(
      () => meant.stop(),
      () => other.stop(),
    );
    const { feed, openChannel } = startAll();
    feed.follow(planOf([ada], [meant.url]));
    await meant.subscribed;
    openChannel([other.url]);
    await other.subscribed;
    feed.follow([...planOf([ada], [meant.url]), ...planOf([pubkeyOf('bob')], [other.url])]);
    await eventually(() => expect(other.requests.length).toBeGreaterThan(1));
    expect(JSON.stringify(other.requests)).not.toContain(ada);
    expect(JSON.stringify(meant.requests)).not.toContain(pubkeyOf('bob'));
  });
});

describe('a relay that feed and channel share', () => {
  it('is one connection, and stays while either of them uses it', async () => {
    const relay = await start();
    const { feed, openChannel, heard } = startAll();
    feed.follow(planOf([ada], [relay.url]));
    const channel = openChannel([relay.url]);
    await eventually(() => expect(channel.isConnected).toBe(true));
    expect(relay.connections).toBe(1);

    feed.follow(planOf([ada, pubkeyOf('bob')], [relay.url]));
    feed.stop();
    await eventually(async () => {
      await relay.publish(message('after the feed'));
      expect(heard.length).toBeGreaterThan(0);
    });
    expect(relay.connections).toBe(1);

    feed.follow(planOf([ada], [relay.url]));
    channel.close();
    expect(feed.relays).toMatchObject([{ url: relay.url, state: 'connected' }]);
    feed.stop();
    await eventually(() => expect(relay.connections).toBe(0));
  });

  it('is opened again after everybody had left', async () => {
    const relay = await start();
    const { openChannel } = startAll();
    const first = openChannel([relay.url]);
    await eventually(() => expect(first.isConnected).toBe(true));
    first.close();
    const second = openChannel([relay.url]);
    await eventually(() => expect(second.isConnected).toBe(true));
    await eventually(() => expect(relay.connections).toBe(1));
  });
});

describe('a channel', () => {
  it('listens before it says anything, also where the connection broke: an answer may come at once', async () => {
    const relay = await startHostileRelay();
    stops.push(() => relay.stop());
    const { openChannel } = startAll();
    openChannel([relay.url]).send(sealAs('client', ada, 'who are you?'));
    await eventually(() => expect(relay.types).toEqual(['REQ', 'EVENT']));
    relay.cut();
    await eventually(() => expect(relay.types).toEqual(['REQ', 'EVENT', 'REQ', 'EVENT']));
  });

  it('carries events both ways, and hears nothing that is for somebody else', async () => {
    const relay = await start();
    const { openChannel, heard } = startAll();
    const mine = openChannel([relay.url]);
    await eventually(() => expect(mine.isConnected).toBe(true));
    const toOther = sealAs('signer', pubkeyOf('bob'), 'for bob');
    const toMe = message('for me');
    await eventually(async () => {
      await relay.publish(toOther);
      await relay.publish(toMe);
      expect(heard).toContainEqual(toMe);
    });
    expect(heard).not.toContainEqual(toOther);

    mine.send(toMe);
    const before = heard.length;
    await eventually(() => expect(heard.length).toBeGreaterThan(before)); // our own event comes back
  });

  it('says what it listens to and what is still open when a relay comes later, and never what was taken back', async () => {
    const gone = await start();
    await gone.stop();
    stops.pop();
    const { openChannel } = startAll();
    const channel = openChannel([gone.url]);
    const open = message('still open');
    channel.send(message('taken back'))();
    channel.send(open);

    const heard: unknown[][] = [];
    const server = new WebSocketServer({ port: gone.port, host: '127.0.0.1' });
    server.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as unknown[]));
    });
    stops.push(() => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    });
    await eventually(() => expect(heard.map(([type]) => type).toSorted()).toEqual(['EVENT', 'REQ']));
    expect(heard.find(([type]) => type === 'EVENT')?.[1]).toEqual(open);
  });

  it('that is closed before its relay came does not go on trying', async () => {
    const [one, two] = [await start(), await start()];
    await Promise.all([one.stop(), two.stop()]);
    stops.splice(-2);
    const { openChannel } = startAll();
    const closed = openChannel([one.url]);
    const open = openChannel([two.url]);
    closed.close();
    const [first] = [await start(one.port), await start(two.port)];
    await eventually(() => expect(open.isConnected).toBe(true));
    expect(first.connections).toBe(0);
  });

  it('that is closed after its relay was lost stays closed, however late', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const lost = await start();
    const { openChannel } = startAll();
    const channel = openChannel([lost.url]);
    await eventually(() => expect(channel.isConnected).toBe(true));
    await lost.stop();
    stops.splice(0, 1);
    await eventually(() => expect(channel.isConnected).toBe(false));
    channel.close();
    const back = await start(lost.port);
    await vi.advanceTimersByTimeAsync(120_000);
    const later = openChannel([back.url]);
    await eventually(() => expect(later.isConnected).toBe(true));
    expect(back.connections).toBe(1);
  });
});

it('a relay with a path or a query is reached at exactly that address, and told of under it', async () => {
  const server = new WebSocketServer({ port: 0 });
  stops.push(() => server.close());
  const asked: (string | undefined)[] = [];
  server.on('connection', (_socket, { url }) => asked.push(url));
  const address = `ws://127.0.0.1:${(server.address() as { port: number }).port}/in?token=abc`;
  const use = createConnections(() => undefined).use([address]);
  stops.push(() => use.release());
  await eventually(() => expect(use.views).toMatchObject([{ url: address, state: 'connected' }]));
  expect(asked).toEqual(['/in?token=abc']);
});
