/** What is too long for its place, in pages that run from right to left and in those that are narrow. */
import type { Page } from '@playwright/test';
import { loadScreens } from './load-screens.ts';
import type { Screen } from './screen.ts';
import { showScreen } from './show-screen.ts';
import { expect, test } from './test.ts';

const screens = new Map((await loadScreens()).map((screen) => [screen.name, screen]));

function expectScreen(name: string): Screen {
  const screen = screens.get(name);
  if (!screen) throw new Error(`there must be a screen ${name}`);
  return screen;
}

/** Of texts that are cut and run from left to right: those whose first letter is not seen. */
const findBeheaded = (page: Page) =>
  page.evaluate(() => {
    const isCut = (element: Element) => element.scrollWidth > element.clientWidth;
    const beheaded = [...document.querySelectorAll('.cut')].filter(isCut).filter((element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let text = walker.nextNode();
      while (text && !/[a-z]/i.test(text.textContent ?? '')) text = walker.nextNode();
      if (!text) return false;
      const range = document.createRange();
      const start = (text.textContent ?? '').search(/[a-z]/i);
      range.setStart(text, start);
      range.setEnd(text, start + 1);
      const [letter, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
      return letter.left < box.left - 1 || letter.right > box.right + 1;
    });
    return beheaded.map(({ textContent }) => textContent);
  });

for (const name of ['prompt-long-name', 'popup-long', 'publish-details']) {
  test(`a long name loses its end and never its beginning from right to left: ${name}`, async ({
    page,
    origin,
  }) => {
    const { size, ...screen } = expectScreen(name);
    await showScreen(page, origin, { ...screen, size: [320, size[1]], dir: 'rtl' });
    expect(await page.locator('.cut').count()).toBeGreaterThan(0);
    expect(await findBeheaded(page)).toEqual([]);
  });
}

test('a list of accounts shows the beginning of the one that is chosen from right to left', async ({
  page,
  origin,
}) => {
  await showScreen(page, origin, { ...expectScreen('options-security'), dir: 'rtl' });
  const looks = await page
    .locator('.switcher select')
    .evaluate((select) =>
      [select, ...select.querySelectorAll('option')].map((each) => getComputedStyle(each).unicodeBidi),
    );
  expect(new Set(looks)).toEqual(new Set(['plaintext']));
  const { width = 0 } = (await page.locator('.switcher .select').boundingBox()) ?? {};
  expect(width).toBeLessThanOrEqual(260);
});

test('the name in the band of a narrow prompt stays readable beside others that wait', async ({
  page,
  origin,
}) => {
  const { prompts: [first] = [], size, ...screen } = expectScreen('prompt-long-name');
  if (!first) throw new Error('there must be a request');
  const prompts = ['a', 'b', 'c'].map((id) => ({ ...first, id, origin: `https://${id}.example` }));
  await showScreen(page, origin, { ...screen, prompts, size: [320, size[1]] });
  await expect(page.locator('.queue')).toBeVisible();
  const { width = 0 } = (await page.locator('.who-band strong').boundingBox()) ?? {};
  expect(width).toBeGreaterThan(140);
});

test('an event that would destroy something is never said yes to for longer than once', async ({
  page,
  origin,
}) => {
  await showScreen(page, origin, expectScreen('prompt-replace-danger'));
  const lasting = await page.locator('.answer select option').allTextContents();
  expect(lasting).toContain('Ask again');
  expect(lasting.filter((text) => /yes/i.test(text))).toEqual([]);
});

test('what is ticked has the colour of what can be pressed where there is no account', async ({
  page,
  origin,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await showScreen(page, origin, expectScreen('onboarding-remote-bunker'));
  const [ticked, action] = await page.evaluate(() => {
    const box = document.querySelector('input[type="checkbox"]:checked:enabled');
    const button = document.querySelector('.btn.ink');
    return [box && getComputedStyle(box).accentColor, button && getComputedStyle(button).backgroundColor];
  });
  expect(ticked).toBe(action);
});

test('the “?” of the raw event stays where it is when that is opened', async ({ page, origin }) => {
  await showScreen(page, origin, expectScreen('prompt-sign'));
  const mark = page.locator('.with-help .what-is').last();
  const before = (await mark.boundingBox())?.x;
  await page.getByText('Raw event').click();
  await expect(page.locator('.code')).toBeVisible();
  expect((await mark.boundingBox())?.x).toBe(before);
});
