import { people } from '../../scripts/demo/people';
import { expect, test } from './test';
import { getPublicKey, outcome, sign } from './window-nostr';

const { alice } = people;

test('the diagnosis of a tab says what is there, who answers and what failed, and its text names nobody', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const { page, tabId } = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() => getPublicKey(page));
  await connect.say('Everyday posts too');
  await connect.allow();
  await expect.poll(() => ready.prompts().length).toBe(0);
  expect(await outcome(sign(page, { kind: 1.5 }))).toContain('kind');

  const popup = await ready.open(`popup.html?tab=${tabId}`);
  await popup.getByRole('button', { name: 'More', exact: true }).click();
  const [opened] = await Promise.all([
    ready.context.waitForEvent('page'),
    popup.getByRole('menuitem', { name: 'Why does it not work here?' }).click(),
  ]);
  const facts = opened.locator('dl.facts');
  await expect(facts).toContainText('It is there and answers.');
  await expect(facts).toContainText(alice.name);
  await expect(facts).toContainText('signEvent: invalid');
  await expect(facts).toContainText('None was found.');

  await opened.evaluate(() => {
    Object.assign(navigator.clipboard, {
      writeText: (text: string) => {
        Object.assign(window, { text });
        return Promise.resolve();
      },
    });
  });
  await opened.getByRole('button', { name: 'Copy as text' }).click();
  await expect(opened.getByText('Copied.')).toBeVisible();
  const text = await opened.evaluate(() => (window as { text?: string }).text ?? '');
  expect(text).toContain(`Website: ${new URL(demo.url).host}`);
  expect(text).toContain('window.nostr is: Facet');
  for (const secret of [alice.name, alice.pubkey, alice.nsec, 'npub1']) expect(text).not.toContain(secret);

  await ready.ui.setAppears(new URL(demo.url).origin, false);
  await expect(facts).toContainText('The open page still has it.');
  await page.reload();
  await opened.getByRole('button', { name: 'Look again' }).click();
  await expect(facts).toContainText('Hidden: the site cannot see Facet.');
});
