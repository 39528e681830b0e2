/** A no that is kept from the prompt: the site hears no at once from then on, and Activity says why. */
import { expect, test } from '../test';
import { outcome, sign } from '../window-nostr';
import { fire, isIdle, note, settled, visitConnected } from './connected';

test('a no for an hour is said beside the button, kept for that kind alone, and undone in Activity', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const prompt = await ready.prompted(() => fire(page, [note('one')]));
  await prompt.remember('No for 1 hour');
  await expect(prompt.page.getByText('Rejects now, and for the next hour without asking.')).toBeVisible();
  await expect(prompt.approve).toHaveText('You chose no');
  await expect(prompt.approve).toHaveAttribute('aria-disabled', 'true');
  await prompt.reject();
  await expect.poll(() => settled(page)).toEqual({ 'User rejected': 1 });
  await isIdle(ready);
  expect(await outcome(sign(page))).toBe('a rule of the user rejects this');

  const other = await ready.prompted(() => sign(page, { kind: 7, content: '+' }));
  await other.reject();
  await isIdle(ready);

  const activity = await ready.open('options.html#activity');
  const line = activity.getByRole('listitem').filter({ hasText: 'You rejected, and from then on: Note' });
  const undo = line.getByRole('button', { name: /^Undo/ });
  await undo.click();
  await expect(undo).toHaveCount(0); // a request that came before would still meet the rule
  const asked = await ready.prompted(() => sign(page));
  await asked.allow();
});

test('of many, what nothing is ticked of is refused from then on', async ({ ready, demo }) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const drafts = [note('one'), { kind: 7, content: '+', tags: [] }, { kind: 30_078, content: '', tags: [] }];
  const prompt = await ready.prompted(() => fire(page, drafts));
  await expect(prompt.page.getByText('2 of 3 ticked')).toBeVisible();
  await prompt.remember('Always no');
  await expect(prompt.page.getByText('That is for what nothing is ticked of.')).toBeVisible();
  await prompt.allow();
  await expect.poll(() => settled(page)).toEqual({ signed: 2, 'User rejected': 1 });
  await isIdle(ready);
  expect(await outcome(sign(page, { kind: 30_078, content: '' }))).toBe('a rule of the user rejects this');
  const again = await ready.prompted(() => sign(page));
  await again.reject();
});
