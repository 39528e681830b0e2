/** The rules of the prompt, one by one: what a press must be, and what a page can show. */
import type { Page } from '@playwright/test';
import { people } from '../../../scripts/demo/people';
import type { Facet } from '../facet';
import type { PromptWindow } from '../pages/prompt-window';
import { expect, test } from '../test';
import { getPublicKey } from '../window-nostr';
import { fire, note, settled, visitConnected } from './connected';

const isArmed = ({ approve }: PromptWindow, armed: boolean) =>
  expect(approve).toHaveAttribute('aria-disabled', String(!armed));

/** A page with one note that waits. */
async function waiting(facet: Facet, url: string): Promise<{ page: Page; prompt: PromptWindow }> {
  const page = await visitConnected(facet, url);
  const prompt = await facet.prompted(() => fire(page, [note('one')]));
  return { page, prompt };
}
/** Says no to the next request as soon as it is on screen, as the second click of a double click does. */
const pressNextAtOnce = ({ page }: PromptWindow) =>
  page.evaluate(() => {
    const before = document.querySelector('main')?.id;
    new MutationObserver((_, observer) => {
      const next = document.querySelector('main');
      const no = next?.id === before ? null : next?.querySelector<HTMLElement>('.actions .btn');
      if (!no) return;
      observer.disconnect();
      no.click();
    }).observe(document.body, { subtree: true, childList: true });
  });
const stillWaits = async (page: Page) => expect(await settled(page)).toEqual({ waiting: 1 });

test('Enter that is held down since before does not approve; one that is pressed anew does', async ({
  ready,
  demo,
}) => {
  const { page, prompt } = await waiting(ready, `${demo.url}plain.html`);
  const { keyboard } = prompt.page;
  await prompt.approve.focus();
  await keyboard.down('Enter');
  await isArmed(prompt, true);
  for (let repeat = 0; repeat < 5; repeat += 1) await keyboard.down('Enter');
  await stillWaits(page);
  await keyboard.up('Enter');
  await stillWaits(page);
  await keyboard.press('Enter');
  await expect.poll(() => settled(page)).toEqual({ signed: 1 });
});

test('keys that were meant for another window do not approve, whatever they are; who waits on the button may press', async ({
  ready,
  demo,
}) => {
  const { page, prompt } = await waiting(ready, `${demo.url}plain.html`);
  const { keyboard } = prompt.page;
  await isArmed(prompt, true);
  await keyboard.type('ada');
  await keyboard.press('Tab');
  await expect(prompt.approve).toBeFocused();
  await keyboard.type('John Smith');
  await stillWaits(page);
  await isArmed(prompt, true); // they stop to think
  await keyboard.type('Smith and a Space');
  await stillWaits(page);
  expect(await ready.ui.getPrompts()).toHaveLength(1);
  await isArmed(prompt, true);
  await keyboard.press('Shift');
  expect(await prompt.approve.getAttribute('aria-disabled')).toBe('false');
  await keyboard.press('Space');
  await expect.poll(() => settled(page)).toEqual({ signed: 1 });
});

test('a button that gets the focus is armed anew, unless the pointer gave it', async ({ ready, demo }) => {
  const { page, prompt } = await waiting(ready, `${demo.url}plain.html`);
  await isArmed(prompt, true);
  await prompt.approve.focus();
  await isArmed(prompt, false);
  await isArmed(prompt, true);
  await prompt.page.getByRole('button', { name: 'Reject' }).focus();
  await isArmed(prompt, true);
  await prompt.approve.click();
  await expect.poll(() => settled(page)).toEqual({ signed: 1 });
});

test('the second click of a double click does not approve what comes next', async ({ ready, demo }) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const deletion = { kind: 5, content: '', tags: [['e', '0'.repeat(64)]] };
  const prompt = await ready.prompted(() => fire(page, [deletion, { ...deletion, content: 'two' }]));
  await isArmed(prompt, true);
  await prompt.approve.dblclick();
  await expect.poll(() => settled(page)).toEqual({ signed: 1, waiting: 1 });
  expect(await ready.ui.getPrompts()).toHaveLength(1);
});

test('neither a second click nor a key that is held down rejects what nobody has seen', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const deletions = ['one', 'two', 'three', 'four'].map((content) => ({
    kind: 5,
    content,
    tags: [['e', '0'.repeat(64)]],
  }));
  const first = await ready.prompted(() => fire(page, deletions));
  const { keyboard } = first.page;
  const left = async (waiting: number) => {
    await expect.poll(() => settled(page)).toEqual({ 'User rejected': 4 - waiting, waiting });
    const next = await ready.nextPrompt();
    await isArmed(next, true); // whatever came too early has come
    expect(await settled(page)).toEqual({ 'User rejected': 4 - waiting, waiting });
  };
  await isArmed(first, true);
  await pressNextAtOnce(first);
  await first.reject();
  await left(3);
  expect((await ready.snapshot()).pending.some(({ flooding }) => flooding)).toBe(false);

  await keyboard.down('Escape');
  await left(2);
  await keyboard.down('Escape'); // from now on it repeats
  await keyboard.down('Escape');
  await left(2);
  await keyboard.up('Escape');

  await keyboard.down('Enter');
  await left(1);
  await keyboard.down('Enter');
  await keyboard.down('Enter');
  await left(1);
  await keyboard.up('Enter');
  await keyboard.press('Enter');
  await expect.poll(() => settled(page)).toEqual({ 'User rejected': 4 });
});

test('a prompt offers to remember a yes, or says that it never does, and not both', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const remember = (prompt: PromptWindow) => prompt.page.getByRole('combobox');
  const never = (prompt: PromptWindow) => prompt.page.getByText('Facet never remembers a yes to these');
  const lasting = await ready.prompted(() => fire(page, [note('one')]));
  await expect(remember(lasting)).toContainText('Yes for 1 hour');
  await expect(never(lasting)).toHaveCount(0);
  await lasting.reject();
  const deletion = { kind: 5, content: '', tags: [['e', '0'.repeat(64)]] };
  const single = await ready.prompted(() => fire(page, [deletion]));
  await expect(never(single)).toBeVisible();
  await expect(remember(single)).toContainText('No for 1 hour');
  await expect(remember(single)).not.toContainText('Yes');
});

test('a window that changes its size has to be looked at anew', async ({ ready, demo }) => {
  const { page, prompt } = await waiting(ready, `${demo.url}plain.html`);
  await isArmed(prompt, true);
  const box = await prompt.approve.boundingBox();
  await prompt.page.mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) + 10);
  await prompt.page.mouse.down();
  await prompt.page.evaluate(() => dispatchEvent(new Event('resize')));
  await isArmed(prompt, false);
  await prompt.page.mouse.up();
  await stillWaits(page);
});

test('a window that another one covered has to be looked at anew', async ({ ready, demo }) => {
  const { page, prompt } = await waiting(ready, `${demo.url}plain.html`);
  await isArmed(prompt, true);
  await prompt.page.evaluate(() => {
    document.hasFocus = () => false;
    dispatchEvent(new Event('blur'));
  });
  await isArmed(prompt, false);
  await prompt.approve.click({ force: true });
  await stillWaits(page);
});

test('a hidden window is not armed, however long it waits', async ({ ready, demo }) => {
  const { page, prompt } = await waiting(ready, `${demo.url}plain.html`);
  await isArmed(prompt, true);
  await prompt.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await isArmed(prompt, false);
  await prompt.approve.click({ force: true });
  await stillWaits(page);
});

test('events that a script makes approve nothing', async ({ ready, demo }) => {
  const { page, prompt } = await waiting(ready, `${demo.url}plain.html`);
  await isArmed(prompt, true);
  await prompt.approve.evaluate((button: HTMLElement) => {
    for (const type of ['pointerdown', 'pointerup', 'click']) {
      button.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true }));
    }
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    button.click();
  });
  await stillWaits(page);
  expect(await ready.ui.getPrompts()).toHaveLength(1);
});

test('what is under the pointer stays when other requests come and go', async ({ ready, demo }) => {
  const { page, prompt } = await waiting(ready, `${demo.url}plain.html`);
  await isArmed(prompt, true);
  const heading = prompt.page.getByRole('heading', { name: 'wants to post a public note as you' });
  const { page: other } = await ready.visit(`${demo.otherUrl}plain.html`);
  getPublicKey(other).catch(() => undefined);
  await expect(prompt.page.getByText('1 of 2')).toBeVisible();
  const place = await prompt.approve.boundingBox();
  await fire(page, [note('two')]);
  await expect(prompt.page.getByText('1 more request has come.')).toBeVisible();
  await expect(heading).toBeVisible();
  expect(await prompt.approve.boundingBox()).toEqual(place);
  await other.close();
  await expect(prompt.page.getByText('1 of 2')).toHaveCount(0);
  await prompt.press();
  await expect.poll(() => settled(page)).toEqual({ signed: 1, waiting: 1 });
});

test('a long origin keeps its end in sight, and one that mixes alphabets is called out', async ({
  ready,
}) => {
  const long = `https://${'login.accounts.secure-update.'.repeat(6)}bank.example`;
  const odd = 'https://xn--dmus-4ve.example';
  await ready.ui.addSecretKey(people.alice.nsec);
  await ready.context.route(/\.example\/$/, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Your bank</title>' }),
  );
  const { page } = await ready.visit(`${long}/`);
  const prompt = await ready.prompted(() => getPublicKey(page).catch(() => undefined));
  const tail = prompt.page.locator('.ask .origin .tail');
  await expect(tail).toHaveText('bank.example');
  await expect(tail).toBeInViewport({ ratio: 1 });
  await expect(prompt.approve).toBeInViewport({ ratio: 1 });
  expect(await prompt.text).not.toContain('Your bank');
  await prompt.reject();
  const { page: imitator } = await ready.visit(`${odd}/`);
  const second = await ready.prompted(() => getPublicKey(imitator).catch(() => undefined));
  await expect(second.page.getByText('This address mixes alphabets.')).toBeVisible();
});

test('hostile content is text: nothing of it runs, turns, hides, or pushes the answers away', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const content = `<img src=x onerror="document.title='owned'">\u202Eexe.gpj\u202C\u200B${'A'.repeat(20_000)}${'\n'.repeat(500)}`;
  const prompt = await ready.prompted(() => fire(page, [note(content)]));
  const text = await prompt.text;
  expect(text).toContain('<img src=x onerror=');
  for (const code of ['U+202E', 'U+202C', 'U+200B']) expect(text).toContain(code);
  await expect(prompt.page.locator('.foreign img')).toHaveCount(0);
  await expect(prompt.page).toHaveTitle('Facet: request');
  await expect(prompt.page.getByRole('button', { name: /Show all/ })).toBeAttached();
  await expect(prompt.approve).toBeInViewport({ ratio: 1 });
  await expect(prompt.page.locator('.ask .origin')).toBeInViewport({ ratio: 1 });
  const wide = await prompt.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide).toBe(false);
});
