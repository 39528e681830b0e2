/** From installing Facet to a first signed note, as somebody who reads no manual: every click counts. */
import { mkdir, rm } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { isVerified } from './window-nostr';
import { PASSWORD } from './facet';
import { DemoPage } from './pages/demo';
import { expect, test } from './test';

const PICTURES = new URL('../../.pictures/first-note/', import.meta.url).pathname;

test.use({ fresh: true });

test('a first note is signed in fewer than ten clicks after installing Facet', async ({
  facet,
  relay,
  demo,
}) => {
  await rm(PICTURES, { recursive: true, force: true });
  await mkdir(PICTURES, { recursive: true });
  let clicks = 0;
  /** Takes a picture of what the person sees, and clicks. */
  const click = async (target: Locator) => {
    await expect(target).toBeVisible();
    clicks += 1;
    await see(target.page(), `click-${clicks}`);
    await target.click();
  };
  const see = (page: Page, name: string) => page.screenshot({ path: `${PICTURES}${name}.png` });

  const isWelcome = (page: Page) => page.url().endsWith('/onboarding.html');
  await expect
    .poll(() => facet.context.pages().some(isWelcome), { message: 'a page opens by itself' })
    .toBe(true);
  const welcome = facet.context.pages().find(isWelcome) as Page;
  await welcome.bringToFront();
  const button = (name: string) => welcome.getByRole('button', { name, exact: true });
  // the field has the focus; Tab and Enter are part of typing a password twice
  await expect(welcome.getByLabel('Password', { exact: true })).toBeFocused();
  await welcome.keyboard.type(PASSWORD);
  await welcome.keyboard.press('Tab');
  await welcome.keyboard.press('Tab'); // over the button that shows it
  await welcome.keyboard.type(PASSWORD);
  await see(welcome, 'password');
  await welcome.keyboard.press('Enter');
  await click(welcome.getByRole('radio', { name: 'Create new' }));
  await click(button('Create account'));
  await click(button('Do not publish'));
  await click(button('Start browsing'));

  const site = new DemoPage(await facet.context.newPage());
  await site.open(demo.url);
  const connect = await facet.prompted(() => click(site.connectButton));
  await expect(connect.approve).toHaveAttribute('aria-disabled', 'false');
  await click(connect.approve);
  await expect(site.npub).toBeVisible();

  await click(site.page.getByLabel('Your note'));
  await site.page.keyboard.type('my first note');
  const signing = await facet.prompted(() => click(site.page.getByRole('button', { name: 'Post' })));
  await expect(signing.approve).toHaveAttribute('aria-disabled', 'false');
  await click(signing.approve);
  await expect(site.note('my first note')).toBeVisible();
  await see(site.page, 'posted');

  const [event] = relay.events({ kinds: [1] }).filter(({ content }) => content === 'my first note');
  const { current } = await facet.snapshot();
  expect(event && isVerified(event) && event.pubkey).toBe(current);
  expect(clicks).toBeLessThan(10);
});
