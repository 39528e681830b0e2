/** What is looked for in a page that shows a screen; each fault is a line that says where it is. */
import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** What sticks out of the page or of a dialog sideways, so that it would have to be scrolled. */
export const findTooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('dialog[open], .card, .panel, .btn, .input')]
      .filter((box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline')
      .map((box) => `too wide: ${box.tagName} ${box.className} by ${box.scrollWidth - box.clientWidth} px`),
  );

/** Letters of the page for which this machine has no font: each is drawn as the same box, as is what is no character. */
export const findUndrawn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const canvas = new OffscreenCanvas(40, 40);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('there must be a canvas to draw on');
    context.font = `24px ${getComputedStyle(document.body).fontFamily}`;
    const draw = (text: string) => {
      context.clearRect(0, 0, 40, 40);
      context.fillText(text, 4, 30);
      return context.getImageData(0, 0, 40, 40).data.join();
    };
    const box = draw('\u{10FFFF}');
    const shown = new Set(document.body.innerText.match(/\p{L}/gu));
    const undrawn = [...shown].filter((each) => draw(each) === box);
    return undrawn.length > 0 ? [`no font for ${undrawn.join('')}`] : [];
  });

/** What axe says; its code is put into a page once. */
async function ask(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (said) => {
    const { violations: found } = await window.axe.run(document, { ...said, resultTypes: ['violations'] });
    return found.map(
      ({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    );
  }, options);
}

/** What axe finds with all its rules, sizes of targets among them. */
export const findViolations = (page: Page): Promise<string[]> =>
  ask(page, { rules: { 'target-size': { enabled: true } } });

/** What axe finds too faint: all that can differ between themes. */
export const findFaint = (page: Page): Promise<string[]> => ask(page, { runOnly: ['color-contrast'] });
