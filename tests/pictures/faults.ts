/** What is looked for in a page that shows a screen; each fault is a line that says where it is. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What sticks out of the page or of a dialog sideways, so that it would have to be scrolled. */
export const findTooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('dialog[open], .card, .panel, .btn, .input')]
      .filter((box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline')
      .map((box) => `too wide: ${box.tagName} ${box.className} by ${box.scrollWidth - box.clientWidth} px`),
  );

async function ask(axe: AxeBuilder): Promise<string[]> {
  // without frames of others there is no need for the second page in which axe would put its parts together
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.map(
    ({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
  );
}

/** What axe finds with all its rules, sizes of targets among them. */
export const findViolations = (page: Page): Promise<string[]> =>
  ask(
    new AxeBuilder({ page }).options({
      rules: { 'target-size': { enabled: true } },
      resultTypes: ['violations'],
    }),
  );

/** What axe finds too faint: all that can differ between themes. */
export const findFaint = (page: Page): Promise<string[]> =>
  ask(new AxeBuilder({ page }).options({ runOnly: ['color-contrast'], resultTypes: ['violations'] }));
