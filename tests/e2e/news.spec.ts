/** After an update the popup has news, quietly, until the person has seen them. */
import { people } from '../../scripts/demo/people';
import { expect, test } from './test';

const { alice } = people;

test('whoever had an older Facet finds the news behind the dots, once; whoever is new finds none', async ({
  ready,
}) => {
  await ready.ui.addSecretKey(alice.nsec, alice.name);
  const popup = await ready.open('popup.html');
  const more = popup.getByRole('button', { name: 'More', exact: true });
  await expect(more).toBeVisible();

  await ready.ui.setNewsSeen('0.0.9'); // as the first steps of that version would have said
  await popup.getByRole('button', { name: 'More, and what’s new' }).click();
  const opening = ready.context.waitForEvent('page');
  await popup.getByRole('menuitem', { name: 'What’s new in 0.1' }).click();
  const page = await opening;
  await expect(page.getByRole('heading', { name: 'What’s new', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Facet 0.1' }).getByRole('listitem')).toHaveCount(4);

  await expect(more).toBeVisible();
  await ready.stopWorker();
  await popup.reload();
  await expect(more).toBeVisible();
  await page.getByRole('link', { name: 'About' }).click();
  await page.getByRole('link', { name: 'What’s new' }).click();
  await expect(page.getByRole('region', { name: 'Facet 0.1' })).toBeVisible();
});

test('the first steps say that everything is known', async ({ facet }) => {
  const page = await facet.open('onboarding.html');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByLabel('Once more', { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect.poll(async () => (await facet.snapshot()).settings.newsSeen).toBe('0.1.0');
});
