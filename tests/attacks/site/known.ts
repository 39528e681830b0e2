import type { Page } from '@playwright/test';
import type { Site } from '../arena';

/** A page of the site, which knows Alice and may do what these rules let it. */
export async function visitAs(site: Site, ...rules: Parameters<Site['allow']>[0][]): Promise<Page> {
  await site.connect();
  for (const rule of rules) await site.allow(rule);
  return site.visit();
}
