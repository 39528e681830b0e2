/**
 * Takes a picture of every screen in light and dark into .pictures/, from the build in .output/chrome-mv3,
 * and asks axe about each. Words on the command line choose screens by their names; `--rtl`, `--long`, `--narrow`
 * (320 px, in full length), `--light`, `--dark` and `--language=de` look at them in other ways; `--language=pseudo` is one that
 * nobody speaks, and finds what is not in the catalogue. With `--exact` the words are whole names.
 * Fails on accessibility violations, on what is wider than its place, and on anything a page complains about.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { mkdir, readdir } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findProgram } from '../../scripts/machine/find.ts';
import { toPseudoTexts } from '../languages/pseudo.ts';
import { speak } from '../languages/speak.ts';
import { readTexts, type Texts } from '../languages/texts.ts';
import { createTranslate } from '../languages/translate.ts';
import { findUnspoken } from '../languages/unspoken.ts';
import { installFakeBrowser, stretchWords, type FakeWorld } from './fake-browser.ts';
import { NOW } from './fixtures.ts';
import type { Screen } from './screen.ts';
import { serveBuild } from './serve-build.ts';

// Facet's own code names its files without their endings, which only its build understands
registerHooks({
  resolve: (name, context, next) => {
    try {
      return next(name, context);
    } catch (error) {
      if (!name.startsWith('.')) throw error;
      return next(`${name}.ts`, context);
    }
  },
});

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const build = join(root, '.output/chrome-mv3');
const out = join(root, '.pictures');

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const looks = (['rtl', 'long', 'narrow', 'light', 'dark'] as const).filter((look) =>
  process.argv.includes(`--${look}`),
);
const isExact = process.argv.includes('--exact');
const narrow = looks.includes('narrow');
const [, language = 'en'] =
  process.argv.map((word) => word.split('=')).find(([name]) => name === '--language') ?? [];

const isPseudo = language === 'pseudo';

/** The screen as the command line wants to see it, under a name that says so. */
const toLook = (screen: Screen): Screen => ({
  ...screen,
  name: [
    screen.name,
    ...looks.filter((look) => look !== 'light' && look !== 'dark'),
    ...(language === 'en' ? [] : [language]),
  ].join('-'),
  ...(looks.includes('rtl') && { dir: 'rtl' }),
  ...(looks.includes('long') && { long: true }),
  ...(narrow && { size: [320, screen.size[1]] }),
  ...(looks.includes('light') && { themes: ['light'] }),
  ...(looks.includes('dark') && { themes: ['dark'] }),
});

async function loadScreens(): Promise<Screen[]> {
  const files = (await readdir(join(here, 'screens'))).filter((file) => file.endsWith('.ts')).sort();
  const modules = await Promise.all(
    files.map((file) => import(`./screens/${file}`) as Promise<{ screens: Screen[] }>),
  );
  return modules
    .flatMap(({ screens }) => screens)
    .filter(
      ({ name }) =>
        words.length === 0 || words.some((word) => (isExact ? name === word : name.includes(word))),
    )
    .map(toLook);
}

const toWorld = (screen: Screen): FakeWorld => ({
  snapshot: screen.snapshot,
  results: {
    ...(screen.tab && { getTab: screen.tab }),
    ...(screen.prompts && { getPrompts: screen.prompts }),
    ...screen.results,
  },
  errors: screen.errors ?? {},
  siteAccess: screen.siteAccess ?? true,
  language: isPseudo ? 'en' : language,
});

/** Gives the page other words than the build has: in the language that nobody speaks, or running the other way. */
const reword = (page: Page, { dir }: Screen) =>
  page.route('**/texts/*.json', async (route) => {
    const response = await route.fetch();
    const texts = (await response.json()) as Texts;
    const spoken = isPseudo ? toPseudoTexts(texts) : texts;
    await route.fulfill({ response, json: dir ? { ...spoken, common_direction: dir } : spoken });
  });

/** Waits until the page has drawn what it knows: it is there, its fonts too, and two frames have passed. */
async function settle(page: Page): Promise<void> {
  await page.locator('main').first().waitFor();
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await frame();
    await frame();
  });
}

/** What sticks out of the page or of a dialog sideways, so that it would have to be scrolled. */
const findTooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('dialog[open], .card, .panel, .btn, .input')]
      .filter((box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline')
      .map((box) => `too wide: ${box.tagName} ${box.className} by ${box.scrollWidth - box.clientWidth} px`),
  );

/** Takes one picture; resolves to what is wrong with the page. */
async function take(
  browser: Browser,
  origin: string,
  screen: Screen,
  theme: 'light' | 'dark',
  world: FakeWorld,
): Promise<string[]> {
  const [width, height] = screen.size;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    deviceScaleFactor: 2,
    timezoneId: 'UTC',
  });
  const wrong: string[] = [];
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(3_000);
    page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
    page.on('console', (entry) => {
      if (['error', 'warning'].includes(entry.type())) wrong.push(`console: ${entry.text()}`);
    });
    await page.clock.setFixedTime(NOW);
    await page.addInitScript(installFakeBrowser, world);
    if (screen.dir || isPseudo) await reword(page, screen);
    await page.goto(`${origin}/${screen.path}`);
    await settle(page);
    await screen.act?.(language === 'en' ? page : speak(page, translate));
    if (screen.long) await page.evaluate(stretchWords);
    await settle(page);
    await page.screenshot({ path: join(out, `${screen.name}-${theme}.png`), fullPage: narrow });
    wrong.push(...(await findTooWide(page)));
    if (isPseudo)
      wrong.push(...(await page.evaluate(findUnspoken)).map((text) => `not in the catalogue: ${text}`));
    const { violations } = await new AxeBuilder({ page })
      .options({ rules: { 'target-size': { enabled: true } } })
      .analyze();
    for (const { id, nodes } of violations) {
      wrong.push(`axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
    }
  } catch (error) {
    wrong.push(`error: ${(error as Error).message}`);
  } finally {
    await context.close();
  }
  return wrong;
}

await mkdir(out, { recursive: true });
const screens = await loadScreens();
const english = await readTexts(build, 'en');
const translate = createTranslate(
  english,
  isPseudo ? toPseudoTexts(english) : await readTexts(build, language),
);
const server = await serveBuild(build);
const browser = await chromium.launch({
  executablePath: (await findProgram('chromium')) ?? chromium.executablePath(),
  args: ['--no-sandbox'],
});
for (const screen of screens) {
  for (const theme of screen.themes ?? ['light', 'dark']) {
    const wrong = await take(browser, server.origin, screen, theme, toWorld(screen));
    console.log(`${wrong.length ? '✗' : '✓'} ${screen.name} ${theme}`);
    for (const line of wrong) console.log(`    ${line}`);
    if (wrong.length) process.exitCode = 1;
  }
}
await browser.close();
server.close();
