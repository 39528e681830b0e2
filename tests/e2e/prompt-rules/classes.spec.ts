/** A yes to messages of one class alone: the next of that class goes through, anything else asks again. */
import type { Page } from '@playwright/test';
import * as nip44 from 'nostr-tools/nip44';
import { people } from '../../../scripts/demo/people';
import { expect, test } from '../test';
import { outcome } from '../window-nostr';
import { isIdle, visitConnected } from './connected';

const { alice, ines } = people;

const seal = (text: string) => nip44.encrypt(text, nip44.getConversationKey(ines.secretKey, alice.pubkey));
const read = (page: Page, text: string) =>
  page.evaluate(([from, sealed]) => nostr.nip44.decrypt(from, sealed), [ines.pubkey, seal(text)] as const);

test('plain text is read by the rule, a list is asked about, and Activity names the rule', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  let first: Promise<string> | undefined;
  const prompt = await ready.prompted(() => (first = read(page, 'one')));
  await expect(prompt.page.getByLabel('Only if it is')).toHaveCount(0);
  await prompt.remember('Yes for 1 hour');
  await prompt.page.getByLabel('Only if it is').selectOption({ label: 'Plain text' });
  await prompt.allow();
  expect(await first).toBe('one');
  await isIdle(ready);
  expect(await read(page, 'two')).toBe('two');

  let list: Promise<string> | undefined;
  const asked = await ready.prompted(
    () => (list = outcome(read(page, JSON.stringify([['p', ines.pubkey]])))),
  );
  await asked.reject();
  expect(await list).toBe('User rejected');
  await isIdle(ready);

  const sites = await ready.open('options.html#sites');
  await sites.getByRole('button', { name: /^Rules of / }).click();
  await expect(
    sites.getByRole('listitem').filter({ hasText: 'Read private messages that are plain text' }),
  ).toContainText('Allow');
  const activity = await ready.open('options.html#activity');
  await expect(activity.getByText(/^Rule: Read private messages that are plain text/).first()).toBeVisible();
});
