/** What is put off waits in the popup; the window stays away until it is wanted or another site asks. */
import { expect, test } from '../test';
import { fire, isIdle, note, settled, visitConnected } from './connected';

test('what is told later waits on, also through the death of the worker, and is reviewed from the popup', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const other = await visitConnected(ready, `${demo.otherUrl}plain.html`);
  const prompt = await ready.prompted(() => fire(page, [note('one')]));
  await prompt.page.getByRole('button', { name: 'Later' }).click();
  await isIdle(ready);
  expect(await settled(page)).toEqual({ waiting: 1 });

  await fire(page, [note('two')]);
  await expect.poll(async () => (await ready.snapshot()).pending.length).toBe(2);
  expect(ready.prompts()).toHaveLength(0);

  await ready.stopWorker();
  await expect.poll(async () => (await ready.snapshot()).pending.length).toBe(2);
  expect((await ready.snapshot()).pending.every(({ later }) => later)).toBe(true);
  expect(ready.prompts()).toHaveLength(0);

  const fresh = await ready.prompted(() => fire(other, [note('of another site')]));
  await fresh.allow(); // and what was put off stays away
  await isIdle(ready);
  expect(await settled(page)).toEqual({ waiting: 2 });

  const popup = await ready.open('popup.html');
  await expect(popup.getByText('2 requests waiting')).toBeVisible();
  await popup.getByRole('button', { name: 'Review' }).click();
  const both = await ready.nextPrompt();
  await expect(both.page.getByText('2 of 2 ticked')).toBeVisible();
  await both.allow();
  await expect.poll(() => settled(page)).toEqual({ signed: 2 });
});

test('closing the window is still a no to what it showed, and to nothing that was put off', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const other = await visitConnected(ready, `${demo.otherUrl}plain.html`);
  const prompt = await ready.prompted(() => fire(page, [note('put off')]));
  await prompt.page.getByRole('button', { name: 'Later' }).click();
  await isIdle(ready);
  const shown = await ready.prompted(() => fire(other, [note('shown')]));
  await expect(shown.approve).toBeVisible();
  await shown.page.close();
  await expect.poll(() => settled(other)).toEqual({ 'User rejected': 1 });
  expect(await settled(page)).toEqual({ waiting: 1 });
});

test('closing the window is no answer to what another site asks, which was never on screen', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const other = await visitConnected(ready, `${demo.otherUrl}plain.html`);
  const shown = await ready.prompted(() => fire(page, [note('shown'), note('shown with it')]));
  await fire(other, [note('behind it')]);
  await expect(shown.page.getByText('1 of 2')).toBeVisible();
  await shown.page.close();
  await expect.poll(() => settled(page)).toEqual({ 'User rejected': 2 });
  const next = await ready.nextPrompt();
  await next.allow();
  await expect.poll(() => settled(other)).toEqual({ signed: 1 });
});
