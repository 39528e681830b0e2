import { people } from '../../scripts/demo/people';
import { expect, test } from './test';

test('the first popup shows first steps that take no focus, are skipped with Escape, never return by themselves, and can be asked for', async ({
  ready,
}) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  const popup = await ready.open('popup.html');
  const tour = popup.getByRole('region', { name: 'First steps' });
  await expect(tour).toContainText('At the top is who you are on this website.');
  await expect(popup.getByRole('searchbox')).toBeFocused();
  await tour.getByRole('button', { name: 'Next' }).click();
  await expect(tour).toContainText('These are your accounts.');
  await tour.getByRole('button', { name: 'Next' }).click();
  await expect(tour).toContainText('Next account on this site');
  await expect(tour.locator('kbd').first()).toBeVisible();
  await popup.keyboard.press('Escape');
  await expect(tour).toHaveCount(0);
  await expect(popup.getByRole('searchbox')).toBeFocused();
  expect((await ready.snapshot()).settings.toured).toBe(true);

  const about = await ready.open('options.html#about');
  await about.getByRole('button', { name: 'Show the first steps again' }).click();
  await expect(about.getByText('They are there when you open Facet next.')).toBeVisible();
  const again = await ready.open('popup.html');
  await again.getByRole('region', { name: 'First steps' }).getByRole('button', { name: 'Skip' }).click();
  await expect.poll(async () => (await ready.snapshot()).settings.toured).toBe(true);
});

test('first steps that cannot be loaded are left out, and the popup goes on without them', async ({
  ready,
}) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  await ready.ui.addSecretKey(people.ines.nsec);
  const popup = await ready.open('options.html');
  const names = async () => (await ready.snapshot()).accounts.map(({ name }) => name);
  await expect.poll(names).toEqual([people.alice.name, people.ines.name]); // no row moves any more
  await ready.context.route(/\/chunks\/Tour-.*\.js$/, (route) => route.abort());
  const missed = popup.waitForEvent('requestfailed', (request) => request.url().includes('/Tour-'));
  await popup.goto(popup.url().replace('options.html', 'popup.html'));
  await missed;
  await popup.getByRole('button', { name: /^Alice/ }).click();
  await expect.poll(async () => (await ready.snapshot()).current).toBe(people.alice.pubkey);
  expect((await ready.snapshot()).settings.toured).not.toBe(true);
});
