import { expect, it, vi } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { createReplacing } from '#lib/requests/replacing';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { PASSWORD, startOpenWorker } from '../../support/rooms';

const ada = pubkeyOf('ada');
const follows = signAs('ada', { kind: 3, tags: [['p', pubkeyOf('bob')]] });

it('a look at relays that a lock cut short is no look: the next one asks again', async () => {
  const worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  const answers: ((found?: NostrEvent) => void)[] = [];
  const findNewest = vi.fn(() => new Promise<NostrEvent | undefined>((resolve) => answers.push(resolve)));
  const replacing = createReplacing({ ...worker, findNewest });
  const cut = replacing.look(ada, follows).found;
  expect(replacing.look(ada, follows).found).toBe(cut); // one look for all who ask meanwhile
  await worker.vault.lock();
  answers[0]?.(); // what was found is lost with the connections
  await cut;
  await worker.vault.unlock(PASSWORD);
  await worker.store.load();
  worker.sessions.restore();
  const { found, isDone } = replacing.look(ada, follows);
  expect([isDone, findNewest.mock.calls.length]).toEqual([false, 2]);
  answers[1]?.(follows);
  await found;
  expect((await replacing.held(ada, follows)).known).toEqual(follows);
  expect(replacing.look(ada, follows).isDone).toBe(true);
});
