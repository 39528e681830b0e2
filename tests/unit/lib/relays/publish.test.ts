import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import type { NostrEvent } from '#lib/nostr/event';
import { createPublish } from '#lib/relays/publish';
import { startRelay } from '../../../../scripts/relay/relay';
import { fresh, signAs } from '../../support/keys';

const event = signAs('ada', {
  kind: 0,
  content: '{"name":"ada"}',
  created_at: Math.floor(Date.now() / 1_000),
});
/** Signs in nowhere. */
const publish = createPublish({ says: () => 'never', prove: () => Promise.resolve(undefined) });
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops.splice(0)) await stop();
});

/** A relay that runs `act` for each new client and each event it is handed. */
async function startScripted(
  act: (socket: WebSocket, event?: NostrEvent) => void,
): Promise<{ url: string; got: unknown[]; clients: () => number }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const got: unknown[] = [];
  server.on('connection', (socket) => {
    act(socket);
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as [string, NostrEvent];
      got.push(message);
      if (message[0] === 'EVENT') act(socket, message[1]);
    });
  });
  stops.push(async () => {
    for (const socket of server.clients) socket.terminate();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}/`, got, clients: () => server.clients.size };
}

const answering = (...messages: unknown[]) =>
  startScripted((socket, handed) => {
    if (handed)
      for (const each of messages) socket.send(typeof each === 'string' ? each : JSON.stringify(each));
  });
const hand = (...urls: string[]) => publish(event, urls, new AbortController().signal);

describe('the real relay', () => {
  it('takes the event, takes it again, and has exactly this one', async () => {
    const relay = await startRelay();
    stops.push(() => relay.stop());
    const accepted = [{ url: relay.url, answer: 'accepted' }];
    expect(await hand(relay.url)).toMatchObject(accepted);
    expect(await hand(relay.url)).toMatchObject(accepted);
    expect(fresh(relay.events())).toEqual([event]);
    await vi.waitFor(() => expect(relay.connections).toBe(0));
  });

  it('is told nothing but the event', async () => {
    const relay = await answering(['OK', event.id, true, '']);
    await hand(relay.url);
    expect(relay.got).toEqual([['EVENT', event]]);
    await vi.waitFor(() => expect(relay.clients()).toBe(0));
  });
});

describe('an answer', () => {
  it.each<[string, unknown[], object]>([
    ['yes', [true, ''], { answer: 'accepted' }],
    ['no, with its reason', [false, 'blocked: not you'], { answer: 'refused', reason: 'blocked: not you' }],
    ['no, without one', [false], { answer: 'refused' }],
    [
      'no, that wants a sign-in',
      [false, 'auth-required: x'],
      { answer: 'refused', reason: 'auth-required: x' },
    ],
    ['no, because it has it', [false, 'duplicate: have it'], { answer: 'accepted' }],
    ['no, because it has a newer one', [false, 'replaced: have newer event'], { answer: 'accepted' }],
    [
      'no, for now',
      [false, 'rate-limited: slow down'],
      { answer: 'none', reason: 'rate-limited: slow down' },
    ],
    ['no, by a fault of its own', [false, 'error: disk'], { answer: 'none', reason: 'error: disk' }],
    ['no, at length', [false, 'x'.repeat(100_000)], { answer: 'refused', reason: 'x'.repeat(200) }],
    ['no, with a reason that is no text', [false, { a: 1 }], { answer: 'refused' }],
  ])('%s', async (_what, answer, expected) => {
    const relay = await answering(['OK', event.id, ...answer]);
    expect(await hand(relay.url)).toEqual([{ url: relay.url, ...expected }]);
  });

  it('counts only for this event, and junk not at all', async () => {
    const { url } = await answering(
      '{',
      'null',
      '[]',
      ['OK'],
      ['OK', event.id, 'true', ''],
      ['OK', 'a'.repeat(64), false, 'blocked: another'],
      ['NOTICE', 'hello'],
      ['AUTH', 'challenge'],
      ['EVENT', 'x', event],
      ['CLOSED', 'x', 'error: y'],
      ['OK', event.id, true, ''],
      ['OK', event.id, false, 'blocked: too late'],
    );
    expect(await hand(url)).toEqual([{ url, answer: 'accepted' }]);
  });
});

describe('a relay that does not answer', () => {
  it('because it is not there, closes at once, or when it is handed the event, has not said anything', async () => {
    const gone = await startScripted(() => undefined);
    await stops.pop()?.();
    const closing = await startScripted((socket) => socket.close());
    const shy = await startScripted((socket, handed) => handed && socket.terminate());
    const good = await answering(['OK', event.id, true, '']);
    expect((await hand(gone.url, closing.url, shy.url, good.url)).map(({ answer }) => answer)).toEqual([
      'none',
      'none',
      'none',
      'accepted',
    ]);
  });

  it('has eight seconds, then nothing is left open', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    let heard = () => {};
    const handed = new Promise<void>((resolve) => (heard = resolve));
    const silent = await startScripted((_socket, seen) => seen && heard());
    const answers = hand(silent.url);
    await handed;
    vi.advanceTimersByTime(7_999);
    expect(silent.clients()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(await answers).toEqual([{ url: silent.url, answer: 'none' }]);
    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
    vi.useRealTimers();
    await vi.waitFor(() => expect(silent.clients()).toBe(0));
  });

  it('is left at once when the call is taken back, before and while it is under way', async () => {
    let heard = () => {};
    const handed = new Promise<void>((resolve) => (heard = resolve));
    const silent = await startScripted((_socket, seen) => seen && heard());
    const abort = new AbortController();
    const answers = publish(event, [silent.url], abort.signal);
    await handed;
    abort.abort();
    expect(await answers).toEqual([{ url: silent.url, answer: 'none' }]);
    expect(await publish(event, [silent.url], abort.signal)).toEqual([{ url: silent.url, answer: 'none' }]);
    await vi.waitFor(() => expect(silent.clients()).toBe(0));
    expect(silent.got).toHaveLength(1);
  });
});
