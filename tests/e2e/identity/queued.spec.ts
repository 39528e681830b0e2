/** A page that hears of every change has drafts on their way when one comes: they were meant by the one before. */
import { people } from '../../../scripts/demo/people';
import { expect, test } from '../test';
import { listen, sign } from '../window-nostr';
import { connectAs, give, switchAt } from './person';

const { alice, ines } = people;
const CALLS = 300;

test('a switch in the middle of many drafts: none is signed unasked as the account that its page had not heard of', async ({
  ready,
  demo,
}) => {
  test.setTimeout(120_000);
  for (const { nsec } of [ines, alice]) await ready.ui.addSecretKey(nsec);
  const { page, tabId } = await ready.visit(`${demo.url}plain.html`);
  for (const { pubkey } of [ines, alice]) {
    await switchAt(ready, tabId, pubkey, 'site');
    await connectAs(ready, page, pubkey);
  }
  await listen(page);
  let isDone = false;
  const signing = page
    .evaluate(
      (calls) =>
        Promise.all(
          Array.from({ length: calls }, (_, call) =>
            nostr.signEvent({ kind: 1, content: `${call}`, tags: [] }).then(
              ({ pubkey }) => pubkey,
              () => 'refused',
            ),
          ),
        ),
      CALLS,
    )
    .finally(() => (isDone = true));
  await ready.ui.switchAccount(ines.pubkey, 'site', tabId);
  const rejectAll = async () => {
    for (const view of await ready.ui.getPrompts()) {
      expect(view).toMatchObject({ type: 'sign', pubkey: ines.pubkey, told: alice.pubkey });
      await give(ready, view, { answer: 'reject' });
    }
    return isDone;
  };
  await expect.poll(rejectAll, { intervals: [50], timeout: 60_000 }).toBe(true);
  const authors = await signing;
  expect(authors).toHaveLength(CALLS);
  expect(authors).toContain('refused');
  expect(new Set(authors).has(ines.pubkey)).toBe(false);
  // what it drafts now it means as the one that it has heard of
  expect((await sign(page)).pubkey).toBe(ines.pubkey);
});
