import { expect } from '@playwright/test';
import type { Facet } from './facet';

/** Closes the page that a fresh Facet opens: as long as one of its pages is open, Facet listens to relays. */
export async function closeWelcome({ context }: Facet): Promise<void> {
  const find = () => context.pages().find((page) => page.url().endsWith('/onboarding.html'));
  await expect.poll(find, { message: 'the page that a fresh Facet opens' }).toBeDefined();
  await find()?.close();
}
