/** An event that a relay takes only from somebody whom it knows: what is said of it, and to whom. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { NostrEvent } from '#lib/nostr/event';
import type { Proof } from '#lib/nostr/relay-auth';
import { createPublish } from '#lib/relays/publish';
import type { SignInAnswer } from '#lib/rpc/sign-ins';
import { signAs } from '../../support/keys';

const event = signAs('ada', { kind: 0, content: '{}', created_at: Math.floor(Date.now() / 1_000) });
const REASON = 'auth-required: who are you?';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops.splice(0)) await stop();
});

/** A relay that takes no event before `takes` has let somebody in; `late`: its challenge comes after the first no. */
async function start(takes: (signIn: NostrEvent) => [boolean, string], late = false) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const got: [string, NostrEvent][] = [];
  server.on('connection', (socket) => {
    let isOpen = false;
    const say = (...words: unknown[]) => socket.send(JSON.stringify(words));
    if (!late) say('AUTH', 'abc');
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as [string, NostrEvent];
      got.push(message);
      const [type, { id }] = message;
      if (type === 'EVENT') say('OK', id, isOpen, isOpen ? '' : REASON);
      if (type === 'EVENT' && !isOpen && late) say('AUTH', 'abc');
      if (type !== 'AUTH') return;
      const [isIn, why] = takes(message[1]);
      isOpen = isIn;
      say('OK', id, isIn, why);
    });
  });
  stops.push(async () => {
    for (const socket of server.clients) socket.terminate();
    server.close();
    await once(server, 'close');
  });
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, got, types: () => got.map(([type]) => type) };
}

const letIn = (): [boolean, string] => [true, ''];

/** What the person says; proofs are made at once. */
function hand(says: SignInAnswer, url: string, prove = toProof) {
  const proving = vi.fn(prove);
  const answer = createPublish({ says: () => says, prove: proving })(
    event,
    [url],
    new AbortController().signal,
  );
  return { answer: answer.then(([only]) => only), prove: proving };
}
const proofs: Proof[] = [];
function toProof(_pubkey: string, url: string, challenge: string): Promise<Proof | undefined> {
  const tags = [
    ['relay', url],
    ['challenge', challenge],
  ];
  const proof = { event: signAs('ada', { kind: 22_242, tags }), refused: vi.fn(), over: vi.fn() };
  proofs.push(proof);
  return Promise.resolve(proof);
}

it('nobody has said anything: it waits, and says why', async () => {
  const relay = await start(letIn);
  const { answer, prove } = hand('ask', relay.url);
  expect(await answer).toEqual({ url: relay.url, answer: 'none', wants: 'sign-in', reason: REASON });
  expect([relay.types(), prove.mock.calls]).toEqual([['EVENT'], []]);
});

it('never: it is refused', async () => {
  const relay = await start(letIn);
  const { answer, prove } = hand('never', relay.url);
  expect(await answer).toEqual({ url: relay.url, answer: 'refused', reason: REASON });
  expect([relay.types(), prove.mock.calls]).toEqual([['EVENT'], []]);
});

it.each([
  ['before', false],
  ['after', true],
])('always, with a challenge %s the no: its author signs in there, and it goes', async (_when, late) => {
  const relay = await start(letIn, late);
  const { answer, prove } = hand('always', relay.url);
  expect(await answer).toEqual({ url: relay.url, answer: 'accepted' });
  expect(relay.types()).toEqual(['EVENT', 'AUTH', 'EVENT']);
  expect(prove.mock.calls).toEqual([[event.pubkey, relay.url, 'abc']]);
  expect(proofs.at(-1)?.over).toHaveBeenCalled();
});

it('a relay that does not take the sign-in has refused the event, for its reason', async () => {
  const relay = await start(() => [false, 'restricted: members only']);
  const { answer } = hand('always', relay.url);
  expect(await answer).toEqual({ url: relay.url, answer: 'refused', reason: 'restricted: members only' });
  expect(relay.types()).toEqual(['EVENT', 'AUTH']);
});

it('a signer that gives nothing is tried again later', async () => {
  const relay = await start(letIn);
  const { answer } = hand('always', relay.url, () => Promise.resolve(undefined));
  expect(await answer).toEqual({ url: relay.url, answer: 'none', reason: REASON });
});

it('a signer elsewhere has half a minute from the moment it is asked', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  const relay = await start(letIn);
  const signing = Promise.withResolvers<void>();
  const { answer } = hand('always', relay.url, () => {
    signing.resolve();
    return new Promise(() => undefined);
  });
  let isOver = false;
  void answer.then(() => (isOver = true));
  await signing.promise;
  vi.advanceTimersByTime(29_999);
  await Promise.resolve();
  expect(isOver).toBe(false);
  vi.advanceTimersByTime(1);
  expect(await answer).toEqual({ url: relay.url, answer: 'none' });
});
