/** The popup's first steps. */
import type { Page } from '@playwright/test';
import { damusTab, fakeSnapshot } from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const { toured: _, ...settings } = fakeSnapshot().settings;
const tour = (name: string, act?: Screen['act']): Screen => ({
  name: `tour-${name}`,
  path: 'popup.html',
  size: [380, 600],
  snapshot: fakeSnapshot({ settings }),
  tab: damusTab,
  ...(act && { act }),
});
const next = (page: Page) => page.getByRole('button', { name: 'Next' }).click();

export const screens: Screen[] = [
  tour('who', (page) => page.getByRole('region', { name: 'First steps' }).waitFor()),
  tour('keys', async (page) => {
    await next(page);
    await next(page);
  }),
];
