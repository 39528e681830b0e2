import { beforeEach, expect, it } from 'vitest';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

let worker: Worker;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
});

it('a relay that is faster than the disk does not push off the disk what it did not send', async () => {
  const ada = pubkeyOf('ada');
  worker.sessions.apply(signAs('ada', { kind: 0, content: '{"name":"Ada"}' }));
  worker.sessions.apply(
    signAs('ada', { kind: 3, tags: [['p', pubkeyOf('bob')]], created_at: 1_700_000_100 }),
  );
  await worker.summaries.settled();

  const second = await restartWorker(worker);
  second.sessions.apply(signAs('ada', { kind: 3, tags: [], created_at: 1_700_000_050 })); // an old one, at that
  await second.sessions.whenRestored();
  expect(second.sessions.expect(ada).summary.known[0]?.profile?.name).toBe('Ada');
  await second.summaries.settled();

  const third = await restartWorker(second);
  const session = third.sessions.expect(ada);
  await third.sessions.whenRestored();
  expect(session.summary.known[0]?.profile?.name).toBe('Ada');
  expect(await third.sessions.loadFollows(ada)).toEqual(new Set([pubkeyOf('bob')]));
});
