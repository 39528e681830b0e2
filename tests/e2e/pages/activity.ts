import type { Locator, Page } from '@playwright/test';
import type { Facet } from '../facet';
import { expect } from '../test';
import { getPublicKey } from '../window-nostr';

/** The activity log of the dashboard, as a person reads it. */
export class ActivityPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** In a window that is high enough for all lines: those out of sight are not in the document. */
  static async open(facet: Facet): Promise<ActivityPage> {
    const page = await facet.open('options.html#activity');
    await page.setViewportSize({ width: 1280, height: 1600 });
    return new ActivityPage(page);
  }

  get lines(): Locator {
    return this.page.getByRole('list', { name: 'Activity' }).locator('.log-line');
  }

  line(text: string | RegExp): Locator {
    return this.lines.filter({ hasText: text });
  }

  /** The button over the lines that wait to be shown. */
  get fresh(): Locator {
    return this.page.getByRole('button', { name: / new$/ });
  }

  /** Unfolds a line. */
  async details(text: string | RegExp): Promise<Locator> {
    await this.line(text)
      .getByRole('button', { name: /^Details/ })
      .click();
    return this.page.locator('.log-details');
  }

  /** Takes the pointer off the list. */
  async leave(): Promise<void> {
    await this.page.getByRole('searchbox').hover();
  }
}

/** Waits until no prompt is open any more. */
export const isIdle = (facet: Facet) => expect.poll(() => facet.prompts().length).toBe(0);

/** A site that knows the current account and may post everyday notes as it. */
export async function connect(facet: Facet, url: string): Promise<Page> {
  const { page } = await facet.visit(url);
  const prompt = await facet.prompted(() => getPublicKey(page));
  await prompt.say('Everyday posts too');
  await prompt.allow();
  await isIdle(facet);
  return page;
}
