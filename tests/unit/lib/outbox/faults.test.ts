import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOutbox } from '#lib/outbox/outbox';
import { signAs } from '../../support/keys';
import { PASSWORD, startOpenWorker, type Worker } from '../../support/rooms';

const A = 'wss://a.example/';
const NOW = 1_800_000_000_000;
const profile = signAs('ada', { kind: 0 });

let worker: Worker;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  worker = await startOpenWorker();
});
afterEach(() => void vi.useRealTimers());

it('an event whose handing out breaks down waits for its next time, and nobody else for it', async () => {
  const alarms: number[] = [];
  const publish = vi.fn<() => Promise<never>>();
  for (let turn = 0; turn < 40; turn += 1) publish.mockRejectedValueOnce(new Error('again'));
  publish.mockReturnValue(new Promise(() => undefined)); // else a loop would end with no test
  const outbox = createOutbox({
    store: worker.store,
    publish,
    onDue: (when) => alarms.push(when),
    random: () => 0.5,
  });
  await outbox.add([profile], [A]);
  await vi.waitFor(() => expect(alarms).toEqual([NOW + 37_500]));
  outbox.run();
  outbox.run();
  expect(publish).toHaveBeenCalledTimes(1);
  vi.setSystemTime(NOW + 37_500);
  outbox.run();
  expect(publish).toHaveBeenCalledTimes(2);
});

it.each([
  ['', false],
  [', and once alone where the disk takes nothing', true],
])(
  'an event that was tried while the clock was a year ahead is due when it is right%s',
  async (_also, isFull) => {
    const onDue = vi.fn();
    const open = () => {
      const publish = vi.fn(() => Promise.resolve([{ url: A, answer: 'none' as const }]));
      return { publish, ...createOutbox({ store: worker.store, publish, onDue, random: () => 0.5 }) };
    };
    const unlockAt = async (now: number) => {
      vi.setSystemTime(now);
      await worker.vault.lock();
      await worker.vault.unlock(PASSWORD);
      await worker.store.load();
    };
    await unlockAt(NOW + 365 * 24 * 3_600_000);
    await open().add([profile], [A]);
    await vi.waitFor(() => expect(onDue).toHaveBeenCalled());
    onDue.mockClear();
    await unlockAt(NOW);
    const outbox = open();
    if (isFull) {
      vi.spyOn(worker.database, 'transaction').mockImplementation(() => {
        throw new Error('full');
      });
    }
    outbox.run();
    await vi.waitFor(() => expect(onDue).toHaveBeenCalled());
    outbox.run();
    expect(outbox.publish).toHaveBeenCalledTimes(1);
    expect(onDue.mock.lastCall?.[0]).toBeLessThan(NOW + 3_600_000);
  },
);
