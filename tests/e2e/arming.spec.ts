import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { expect, test } from './test';
import { getPublicKey, outcome, sign } from './window-nostr';

/** As if another window came to the front or went: the automated browser's windows always have the focus. */
const setFocus = (page: Page, focused: boolean) =>
  page.evaluate((value) => {
    document.hasFocus = () => value;
    dispatchEvent(new Event(value ? 'focus' : 'blur'));
  }, focused);

test('nothing is approved by a press that came too early, by a script, or before something changed', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  let answer: Promise<string> | undefined;
  const prompt = await ready.prompted(() => (answer = getPublicKey(page)));
  const { approve } = prompt;
  const isArmed = (armed: boolean) => expect(approve).toHaveAttribute('aria-disabled', String(!armed));
  const loseFocus = () => setFocus(prompt.page, false);
  const regainFocus = () => setFocus(prompt.page, true);

  await loseFocus();
  await isArmed(false);
  await approve.click({ force: true });
  await prompt.say('Everyday posts too');
  await isArmed(false);
  await regainFocus();
  await isArmed(true);
  await approve.evaluate((button: HTMLElement) => button.click());

  await approve.hover();
  await prompt.page.mouse.down();
  await loseFocus();
  await isArmed(false);
  await regainFocus();
  await isArmed(true);
  await prompt.page.mouse.up(); // the press began before the wait did

  expect(await ready.ui.getPrompts()).toHaveLength(1);
  await isArmed(true);
  await approve.click();
  expect(await answer).toBe(people.alice.pubkey);
});

test.describe('with a clock of the test', () => {
  test.use({ fresh: true });

  test('a press that comes too early starts the wait again', async ({ ready, demo }) => {
    await ready.ui.addSecretKey(people.alice.nsec);
    const { page } = await ready.visit(`${demo.url}plain.html`);
    const prompt = await ready.prompted(() => getPublicKey(page));
    await prompt.say('Everyday posts too');
    const { approve } = prompt;
    const isArmed = (armed: boolean) => expect(approve).toHaveAttribute('aria-disabled', String(!armed));
    const { clock } = prompt.page;
    await setFocus(prompt.page, false);
    await clock.install();
    await clock.pauseAt(Date.now() + 60_000);
    await setFocus(prompt.page, true);
    await clock.runFor(700); // of 800
    for (const press of [
      () => approve.click({ force: true }),
      () => approve.press('Enter'),
      () => approve.press('Space'),
    ]) {
      await press();
      await clock.runFor(700);
      await isArmed(false);
      expect(await ready.ui.getPrompts()).toHaveLength(1);
    }
    await clock.runFor(100);
    await isArmed(true);
  });
});

test('the focus begins on the no, and Escape is a no to this request alone', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() => getPublicKey(page));
  await expect(connect.page.getByRole('button', { name: 'Not now' })).toBeFocused();
  await connect.allow();
  await expect.poll(() => ready.prompts().length).toBe(0);

  let answer: Promise<unknown> | undefined;
  const prompt = await ready.prompted(() => (answer = outcome(sign(page))));
  await expect(prompt.page.getByRole('button', { name: 'Reject' })).toBeFocused();
  await prompt.escape();
  expect(await answer).toMatch(/rejected/i);
});
