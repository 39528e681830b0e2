import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { NostrEvent } from '#lib/nostr/event';
import { createOutbox, type Outbox } from '#lib/outbox/outbox';
import { MAX_ITEMS } from '#lib/outbox/queue';
import type { RelayAnswer } from '#lib/rpc/relays';
import { signAs } from '../../support/keys';
import { MINUTES, PASSWORD, restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

const [A, B] = ['wss://a.example/', 'wss://b.example/'];
const NOW = 1_800_000_000_000;
const profile = (content: string, created_at = 1_000) => signAs('ada', { kind: 0, content, created_at });

/** A call of `publish` that the test answers. */
interface Call {
  event: NostrEvent;
  urls: readonly string[];
  aborted: boolean;
  answer(...answers: Omit<RelayAnswer, 'url'>[]): void;
}

let worker: Worker;
let outbox: Outbox;
let calls: Call[];
let alarms: number[];

/** A queue over what is on the machine; who answers for the relays is the test. */
function open() {
  calls = [];
  alarms = [];
  outbox = createOutbox({
    store: worker.store,
    publish: (event, urls, signal) =>
      new Promise((resolve) => {
        const call: Call = {
          event,
          urls,
          aborted: false,
          answer: (...answers) =>
            resolve(urls.map((url, index) => ({ url, answer: 'none', ...answers[index] }))),
        };
        signal.addEventListener('abort', () => {
          call.aborted = true;
          call.answer();
        });
        calls.push(call);
      }),
    onDue: (when) => alarms.push(when),
    random: () => 0.5,
  });
  worker.vault.onLock(outbox.stop);
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  worker = await startOpenWorker();
  open();
});
afterEach(() => void vi.useRealTimers());

const items = () => worker.store.state.outbox ?? [];
const settled = (tries: number) => vi.waitFor(() => expect(items()[0]?.tries).toBe(tries));
const gone = () => vi.waitFor(() => expect(items()).toEqual([]));
const accepted = { answer: 'accepted' } as const;
const refused = { answer: 'refused', reason: 'blocked: no' } as const;

/** Time passes, and the person does something often enough for Facet not to lock. */
async function wait(until: number) {
  while (Date.now() < until) {
    vi.setSystemTime(Math.min(until, Date.now() + 10 * MINUTES));
    await worker.vault.touch();
  }
}
const later = (ms: number) => wait(Date.now() + ms);

describe('an event', () => {
  it('goes to every relay at once, and is gone when all have accepted', async () => {
    await outbox.add([profile('a')], [A, B]);
    expect(calls).toMatchObject([{ event: { content: 'a' }, urls: [A, B] }]);
    calls[0]?.answer(accepted, accepted);
    await gone();
  });

  it('is asked again only of the relays that have not answered', async () => {
    await outbox.add([profile('a')], [A, B]);
    calls[0]?.answer(accepted);
    await settled(1);
    await later(60_000);
    outbox.run();
    expect(calls[1]?.urls).toEqual([B]);
    calls[1]?.answer(accepted);
    await gone();
  });

  it('is gone when one relay accepted and the other refused for good', async () => {
    await outbox.add([profile('a')], [A, B]);
    calls[0]?.answer(accepted, refused);
    await gone();
  });

  it('that nobody took stays with the reasons, is not sent again, and is on the person’s word', async () => {
    await outbox.add([profile('a')], [A, B]);
    calls[0]?.answer(refused, refused);
    await settled(1);
    expect(items()[0]?.relays).toEqual([
      { url: A, ...refused },
      { url: B, ...refused },
    ]);
    await later(24 * 3_600_000);
    outbox.run();
    outbox.onOnline();
    expect(calls).toHaveLength(1);
    await outbox.retry(profile('a').id);
    expect(calls[1]?.urls).toEqual([A, B]);
  });

  it('keeps the reason of a relay that may take it later', async () => {
    await outbox.add([profile('a')], [A]);
    calls[0]?.answer({ answer: 'none', reason: 'rate-limited: slow' });
    await settled(1);
    expect(items()[0]?.relays).toEqual([{ url: A, answer: 'none', reason: 'rate-limited: slow' }]);
  });

  it('is never on its way twice at once', async () => {
    await outbox.add([profile('a')], [A]);
    await outbox.add([profile('a')], [A]);
    outbox.run();
    outbox.onOnline();
    await outbox.retry(profile('a').id);
    await later(3_600_000);
    outbox.run();
    expect(calls).toHaveLength(1);
  });

  it('leaves the queue by the person’s word, also while it is on its way', async () => {
    await outbox.add([profile('a')], [A]);
    await outbox.drop(profile('a').id);
    expect(calls[0]?.aborted).toBe(true);
    expect(items()).toEqual([]);
  });
});

describe('a silent relay', () => {
  it('is asked again after 30 s, a minute, two … at most an hour, each half as much longer at most', async () => {
    await outbox.add([profile('a')], [A]);
    const waits: number[] = [];
    for (let tries = 1; tries <= 9; tries += 1) {
      calls.at(-1)?.answer();
      await settled(tries);
      await vi.waitFor(() => expect(alarms).toHaveLength(tries)); // nobody else has to call `run` in between
      const { dueAt: due = 0, triedAt = 0 } = items()[0] ?? {};
      expect(alarms.at(-1)).toBe(due);
      waits.push((due - triedAt) / 1_000);
      await wait(due - 1);
      outbox.run();
      expect(calls).toHaveLength(tries);
      alarms.pop();
      await wait(due);
      outbox.run();
      expect(calls).toHaveLength(tries + 1);
    }
    const base = [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600];
    expect(waits).toEqual(base.map((seconds) => seconds * 1.25)); // random is 0.5 here
  });

  it('is asked as soon as Facet is connected to it again, but not within ten seconds', async () => {
    await outbox.add([profile('a')], [A]);
    calls[0]?.answer();
    await settled(1);
    const [up, down] = (['connected', 'disconnected'] as const).map((state) => [{ url: A, state }]);
    outbox.onRelays(up ?? []);
    expect(calls).toHaveLength(1);
    await later(10_000);
    outbox.onRelays(up ?? []);
    expect(calls).toHaveLength(1); // it was connected all the time
    outbox.onRelays(down ?? []);
    outbox.onRelays([{ url: B, state: 'connected' }]);
    expect(calls).toHaveLength(1);
    outbox.onRelays(up ?? []);
    expect(calls).toHaveLength(2);
  });
});

it('everything that waits is tried when the machine is online again', async () => {
  await outbox.add([profile('a'), signAs('ada', { kind: 10_002 })], [A]);
  for (const call of calls.slice()) call.answer();
  await vi.waitFor(() => expect(items().map(({ tries }) => tries)).toEqual([1, 1]));
  outbox.onOnline();
  expect(calls).toHaveLength(2); // tried a moment ago
  await later(10_000);
  outbox.onOnline();
  expect(calls).toHaveLength(4);
});

describe('a newer event', () => {
  it('of the same author and kind takes the place of one that waits or is on its way', async () => {
    await outbox.add([profile('old')], [A]);
    await outbox.add([profile('new', 1_001)], [A]);
    expect(calls.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(items().map(({ event }) => event.content)).toEqual(['new']);
  });
});

describe('a lock', () => {
  it('ends what is on its way, keeps the event, and the next unlock tries again', async () => {
    await outbox.add([profile('a')], [A]);
    await worker.vault.lock();
    expect(calls[0]?.aborted).toBe(true);
    outbox.run();
    outbox.onOnline();
    expect(calls).toHaveLength(1);
    await worker.vault.unlock(PASSWORD);
    await worker.store.load();
    expect(items()).toHaveLength(1);
    outbox.run();
    expect(calls).toHaveLength(2);
    calls[1]?.answer(accepted);
    await gone();
  });
});

describe('a worker that dies', () => {
  const restart = async () => {
    worker = await restartWorker(worker);
    open();
    outbox.run();
  };

  it('while an event is on its way, or waits, or was refused, leaves it to the next one', async () => {
    await outbox.add([profile('a')], [A, B]);
    await restart(); // on its way
    expect(calls[0]?.urls).toEqual([A, B]);
    calls[0]?.answer(accepted);
    await settled(1);
    await restart(); // waits
    expect(calls).toHaveLength(0);
    expect(alarms).toEqual([items()[0]?.dueAt]);
    await later(60_000);
    outbox.run();
    expect(calls[0]?.urls).toEqual([B]);
    calls[0]?.answer(accepted);
    await gone();
    await outbox.add([profile('b', 2_000)], [A]);
    calls[1]?.answer(refused);
    await settled(1);
    await restart(); // refused
    expect(calls).toHaveLength(0);
    expect(items()[0]?.relays).toEqual([{ url: A, ...refused }]);
  });
});

describe('a browser that was closed', () => {
  it('publishes after the next unlock', async () => {
    await outbox.add([profile('a')], [A]);
    await fakeBrowser.storage.session.clear();
    worker = await restartWorker(worker);
    open();
    outbox.run();
    expect(calls).toHaveLength(0);
    await worker.vault.unlock(PASSWORD);
    await worker.store.load();
    outbox.run();
    expect(calls).toMatchObject([{ event: { content: 'a' }, urls: [A] }]);
  });
});

describe('many events', () => {
  it('are bounded: of 1,000 the first wait, and the others are refused with nothing changed', async () => {
    const one = profile('a');
    const events = Array.from({ length: 1_000 }, (_, index): NostrEvent => {
      const hex = index.toString(16).padStart(64, '0');
      return { ...one, id: hex, pubkey: hex };
    });
    await outbox.add(events.slice(0, MAX_ITEMS), [A]);
    for (const more of [events.slice(MAX_ITEMS), events.slice(-1)]) {
      await expect(outbox.add(more, [A])).rejects.toMatchObject({ code: 'busy' });
    }
    await expect(outbox.add(events.slice(MAX_ITEMS - 1), [A])).rejects.toMatchObject({ code: 'busy' });
    expect(items().map(({ event }) => event.id)).toEqual(events.slice(0, MAX_ITEMS).map(({ id }) => id));
    expect(calls).toHaveLength(6); // on their way at once; the next when one is done
    calls[0]?.answer(accepted);
    await vi.waitFor(() => expect(calls).toHaveLength(7));
  });
});

describe('a disk that refuses to write', () => {
  it('does not make the same event go out again and again', async () => {
    await outbox.add([profile('a')], [A]);
    vi.spyOn(worker.database, 'transaction').mockImplementation(() => {
      throw new Error('full');
    });
    calls[0]?.answer(accepted);
    await vi.waitFor(() => expect(alarms[0]).toBeGreaterThanOrEqual(NOW + 37_500));
    outbox.run();
    expect(calls).toHaveLength(1);
    await later(37_500);
    outbox.run();
    expect(calls).toHaveLength(2);
  });
});
