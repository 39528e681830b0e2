/** What the tests of the prompt's rules have in common. */
import type { Page } from '@playwright/test';
import { people } from '../../../scripts/demo/people';
import type { Facet } from '../facet';
import { expect } from '../test';
import { getPublicKey } from '../window-nostr';

/** A new tab on a site that knows Alice and may do nothing else unasked. */
export async function visitConnected(facet: Facet, url: string): Promise<Page> {
  if ((await facet.snapshot()).accounts.length === 0) await facet.ui.addSecretKey(people.alice.nsec);
  const { page } = await facet.visit(url);
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.allow();
  await isIdle(facet);
  return page;
}

export const isIdle = (facet: Facet) => expect.poll(() => facet.prompts().length).toBe(0);

/** Begins to sign these drafts, all at once; the outcomes are read later by `settled`. */
export const fire = (page: Page, drafts: object[]): Promise<void> =>
  page.evaluate((given) => {
    const settled = (window.settled ??= []);
    for (const draft of given) {
      const at = settled.push(undefined) - 1;
      nostr.signEvent(draft).then(
        () => (settled[at] = 'signed'),
        (error: unknown) => (settled[at] = (error as Error).message),
      );
    }
  }, drafts);

/** How often each outcome has come. */
export const settled = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() => {
    const counts: Record<string, number> = {};
    for (const each of window.settled ?? []) {
      const name = each ?? 'waiting';
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  });

declare global {
  interface Window {
    settled?: (string | undefined)[];
  }
}

export const note = (content: string) => ({ kind: 1, content, tags: [] });
export const notes = (count: number) => Array.from({ length: count }, (_, at) => note(`note ${at}`));
