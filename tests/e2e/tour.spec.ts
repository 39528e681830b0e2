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
