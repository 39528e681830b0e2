/** A site that asks again and again can be blocked: it hears no at once, and nobody else does. */
import { expect, test } from '../test';
import { getPublicKey, outcome } from '../window-nostr';
import { fire, isIdle, note, settled, visitConnected } from './connected';

test('after two noes within a minute a site can be blocked, and be unblocked in Sites', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const other = await visitConnected(ready, `${demo.otherUrl}plain.html`);
  const offer = /again and again/;
  for (const text of ['one', 'two']) {
    const prompt = await ready.prompted(() => fire(page, [note(text)]));
    await expect(prompt.page.getByText(offer)).toHaveCount(0);
    await prompt.reject();
    await isIdle(ready);
  }
  await fire(other, [note('of another site')]);
  await ready.nextPrompt();
  const third = await ready.prompted(() => fire(page, [note('three')]));
  await third.page.getByRole('button', { name: 'Next request' }).click();
  await expect(third.page.getByText(offer)).toBeVisible();
  await third.page.getByRole('button', { name: 'Block for good' }).click();
  await expect.poll(() => settled(page)).toEqual({ 'User rejected': 2, 'the user has blocked this site': 1 });
  expect(await settled(other)).toEqual({ waiting: 1 });

  expect(await outcome(getPublicKey(page))).toBe('the user has blocked this site');
  expect(await outcome(page.evaluate(() => nostr.signEvent({ kind: -1 })))).toBe(
    'the user has blocked this site',
  );
  await ready.stopWorker();
  expect(await outcome(getPublicKey(page))).toBe('the user has blocked this site');

  const sites = await ready.open('options.html#sites');
  await sites.getByRole('radio', { name: 'Blocked 1' }).check();
  await expect(sites.getByText(/Blocked since/)).toBeVisible();
  await expect(sites.locator('tbody')).toHaveCount(1);
  await sites.getByRole('button', { name: /Rules of/ }).click();
  await sites.getByRole('button', { name: 'Unblock' }).click();
  await expect(sites.getByText('No site here.')).toBeVisible();
  expect(await getPublicKey(page)).toBeTruthy();
});
