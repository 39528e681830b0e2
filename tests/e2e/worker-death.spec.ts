import { runCoreFlow } from './core-flow';
import { people } from '../../scripts/demo/people';
import { expect, test } from './test';
import { getPublicKey, isVerified, sign } from './window-nostr';

test('the main job survives a worker that dies between any two steps and in every open prompt', async ({
  facet,
  relay,
  demo,
}) => {
  test.setTimeout(180_000);
  await runCoreFlow({ facet, relay, demo, disturb: () => facet.stopWorker() });
});

test('a worker that dies with a request in its hands leaves one prompt, and its answer counts once', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  let key: Promise<string> | undefined;
  const connect = await ready.prompted(() => (key = getPublicKey(page)));
  await ready.stopWorker();
  await ready.stopWorker();
  await connect.allow();
  expect(await key).toBe(people.alice.pubkey);

  let signed: ReturnType<typeof sign> | undefined;
  const prompt = await ready.prompted(() => (signed = sign(page, { content: 'without a time of its own' })));
  const [before] = await ready.ui.getPrompts();
  await ready.stopWorker();
  await expect
    .poll(async () => (await ready.ui.getPrompts()).map(({ id, digest }) => ({ id, digest })))
    .toEqual([{ id: before?.id, digest: before?.digest }]);
  expect(ready.prompts()).toHaveLength(1);
  await prompt.allow();
  const event = await signed;
  expect(event && isVerified(event) && event.content).toBe('without a time of its own');
  await expect.poll(() => ready.prompts().length).toBe(0);
});

test('500 calls under way while the worker is stopped again and again are all answered, each with its own event', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() => getPublicKey(page));
  await connect.say('Everyday posts too');
  await connect.allow();
  await expect.poll(() => ready.prompts().length).toBe(0);

  const signed = page.evaluate(() =>
    Promise.all(
      Array.from({ length: 500 }, (_, i) => nostr.signEvent({ kind: 1, content: `${i}`, tags: [] })),
    ),
  );
  for (let death = 0; death < 3; death += 1) await ready.stopWorker();
  const events = await signed;
  expect(events.map(({ content }) => Number(content))).toEqual(events.map((_, i) => i));
  expect(events.every(isVerified)).toBe(true);
});
