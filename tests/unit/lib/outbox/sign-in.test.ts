import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOutbox, type Outbox } from '#lib/outbox/outbox';
import type { RelayAnswer } from '#lib/rpc/relays';
import { pubkeyOf, signAs } from '../../support/keys';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [A, B] = ['wss://a.example/', 'wss://b.example/'];
const event = signAs('ada', { kind: 0, content: 'one', created_at: 1_000 });
const accepted = { answer: 'accepted' } as const;
const refused = { answer: 'refused', reason: 'blocked: no' } as const;
const wants = { answer: 'none', wants: 'sign-in', reason: 'auth-required: who?' } as const;

/** A try that the test answers, relay by relay. */
interface Call {
  urls: readonly string[];
  signal: AbortSignal;
  answer(...answers: Omit<RelayAnswer, 'url'>[]): void;
}

let worker: Worker;
let outbox: Outbox;
let calls: Call[];
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  worker = await startOpenWorker();
  calls = [];
  outbox = createOutbox({
    store: worker.store,
    onDue: () => undefined,
    publish: (_event, urls, signal) =>
      new Promise((resolve) => {
        const answer: Call['answer'] = (...answers) =>
          resolve(urls.map((url, index) => ({ url, answer: 'none', ...answers[index] })));
        signal.addEventListener('abort', () => answer());
        calls.push({ urls, signal, answer });
      }),
  });
});
afterEach(() => void vi.useRealTimers());

const items = () => worker.store.state.outbox ?? [];
const settled = (tries: number) => vi.waitFor(() => expect(items()[0]?.tries).toBe(tries));

describe('what the person says of signing in', () => {
  it('is followed at once, at the relay it is about, whenever the next try was due', async () => {
    await outbox.add([event], [A, B]);
    calls[0]?.answer(wants, wants);
    await settled(1);
    await outbox.onSignIn(pubkeyOf('bob'), A);
    await outbox.onSignIn(event.pubkey, 'wss://other.example/');
    expect(calls).toHaveLength(1);
    await outbox.onSignIn(event.pubkey, A);
    expect(calls[1]?.urls).toEqual([A, B]);
    calls[1]?.answer(accepted, wants);
    await settled(2);
    expect(items()[0]?.relays).toEqual([
      { url: A, ...accepted },
      { url: B, ...wants },
    ]);
  });

  it('ends a try that began before', async () => {
    await outbox.add([event], [A]);
    calls[0]?.answer(wants);
    await settled(1);
    await outbox.retry(event.id);
    await outbox.onSignIn(event.pubkey, A);
    expect(calls[1]?.signal.aborted).toBe(true);
    await vi.waitFor(() => expect(calls).toHaveLength(3));
    calls[2]?.answer(accepted);
    await vi.waitFor(() => expect(items()).toEqual([]));
  });

  it('takes up what was refused for want of it, and no other refusal', async () => {
    await outbox.add([event], [A, B]);
    calls[0]?.answer({ answer: 'refused', reason: wants.reason }, refused);
    await settled(1);
    await outbox.onSignIn(event.pubkey, B);
    expect(calls).toHaveLength(1);
    await outbox.onSignIn(event.pubkey, A);
    expect(calls[1]?.urls).toEqual([A]);
  });
});
