/** What sites ask, answered by keyboard alone. */
import { people } from '../../../scripts/demo/people';
import type { PromptWindow } from '../pages/prompt-window';
import { fire, isIdle, note, settled, visitConnected } from '../prompt-rules/connected';
import { expect, test } from '../test';
import { getPublicKey, outcome, sign } from '../window-nostr';
import { choose, expectFocus, goTo } from './keyboard';

const { alice } = people;

/** Goes to the button that says yes, waits until it answers, and presses it. */
async function allow({ page, approve }: PromptWindow, name: string | RegExp): Promise<void> {
  await goTo(page, 'button', name);
  await expect(approve).toHaveAttribute('aria-disabled', 'false');
  await page.keyboard.press('Enter');
}

test('a site is told who one is, and may post from then on', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  let key: Promise<string> | undefined;
  const prompt = await ready.prompted(() => (key = getPublicKey(page)));
  await expectFocus(prompt.page, 'button', 'Not now');
  await goTo(prompt.page, 'radio', /^(Ask me|Everyday)/, 'Shift+Tab');
  await goTo(prompt.page, 'radio', /^Everyday posts too/, 'ArrowDown');
  await allow(prompt, /^Connect as/);
  expect(await key).toBe(alice.pubkey);
  await isIdle(ready);
  expect((await sign(page)).pubkey).toBe(alice.pubkey);
});

test('a note is refused for good, and the next one by Escape', async ({ ready, demo }) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  let signed: Promise<unknown> | undefined;
  const prompt = await ready.prompted(() => (signed = outcome(sign(page))));
  await expectFocus(prompt.page, 'button', 'Reject');
  await choose(prompt.page, 'Next note here', 'Always no');
  await goTo(prompt.page, 'button', 'Reject');
  await prompt.page.keyboard.press('Enter');
  expect(await signed).toBe('User rejected');
  await isIdle(ready);
  expect(await outcome(sign(page))).toBe('a rule of the user rejects this');

  const other = await ready.prompted(() => (signed = outcome(sign(page, { kind: 7, content: '+' }))));
  await expectFocus(other.page, 'button', 'Reject');
  await other.escape();
  expect(await signed).toBe('User rejected');
});

test('of many requests some are ticked, and all are answered at once', async ({ ready, demo }) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const drafts = [note('one'), { kind: 7, content: '+', tags: [] }, { kind: 30_078, content: '', tags: [] }];
  const prompt = await ready.prompted(() => fire(page, drafts));
  await expect(prompt.page.getByText('2 of 3 ticked')).toBeVisible();
  await goTo(prompt.page, 'checkbox', /^wants to like a post/, 'Shift+Tab');
  await prompt.page.keyboard.press('Space');
  await expect(prompt.page.getByText('1 of 3 ticked')).toBeVisible();
  await allow(prompt, /^Allow 1 of 3/);
  await expect.poll(() => settled(page)).toEqual({ signed: 1, 'User rejected': 2 });
});
