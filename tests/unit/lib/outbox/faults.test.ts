import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOutbox } from '#lib/outbox/outbox';
import { signAs } from '../../support/keys';
import { startOpenWorker, type Worker } from '../../support/rooms';

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
