import { expect, it, vi } from 'vitest';
import { createReplacing, type ReplacingRooms } from '#lib/requests/replacing';
import { isReadablePart } from '#lib/signers/private-part';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { PASSWORD, startOpenWorker } from '../../support/rooms';

const ada = pubkeyOf('ada');
const follows = signAs('ada', { kind: 3, tags: [['p', pubkeyOf('bob')]] });

it('a look at relays that a lock cut short is no look: the next one asks again', async () => {
  const worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  type Found = Awaited<ReturnType<ReplacingRooms['findNewest']>>;
  const answers: ((found: Found) => void)[] = [];
  const findNewest = vi.fn(() => new Promise<Found>((resolve) => answers.push(resolve)));
  const replacing = createReplacing({ ...worker, findNewest, isReadable: isReadablePart });
  const cut = replacing.look(ada, follows).found;
  expect(replacing.look(ada, follows).found).toBe(cut); // one look for all who ask meanwhile
  await worker.vault.lock();
  answers[0]?.({ isAnswered: false }); // what was found is lost with the connections
  await cut;
  await worker.vault.unlock(PASSWORD);
  await worker.store.load();
  worker.sessions.restore();
  const { found, isDone } = replacing.look(ada, follows);
  expect([isDone, findNewest.mock.calls.length]).toEqual([false, 2]);
  answers[1]?.({ event: follows, isAnswered: true });
  await found;
  expect((await replacing.held(ada, follows)).known).toEqual(follows);
  expect(replacing.look(ada, follows).isDone).toBe(true);
});
