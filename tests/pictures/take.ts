/**
 * Takes a picture of every screen in light and dark into .pictures/, from the build in .output/chrome-mv3,
 * and asks axe about each. Words on the command line choose screens by their names; `--rtl`, `--long`, `--narrow`
 * (320 px, in full length), `--zoom` (200 %), `--forced` (colours of the system alone), `--light`, `--dark` and `--language=de`
 * look at them in other ways; `--language=pseudo` is one that nobody speaks, and finds what is not in the catalogue. With
 * `--exact` the words are whole names.
 * Fails on accessibility violations, on what is wider than its place, and on anything a page complains about.
 */
import './resolve.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { ensureFonts } from '../../scripts/machine/fonts.ts';
import { root } from '../../scripts/machine/root.ts';
import { toPseudoTexts } from '../languages/pseudo.ts';
import { speak } from '../languages/speak.ts';
import { readTexts } from '../languages/texts.ts';
import { createTranslate } from '../languages/translate.ts';
import { findUnspoken } from '../languages/unspoken.ts';
import { findTooWide, findUndrawn, findViolations } from './faults.ts';
import { launchChromium } from './launch.ts';
import { build, loadScreens } from './load-screens.ts';
import type { Screen } from './screen.ts';
import { serveBuild } from './serve-build.ts';
import { readSpeech } from './speech.ts';
import { hearComplaints, showScreen, type Speech } from './show-screen.ts';
import { toZoomed } from './zoom.ts';

const out = join(root, '.pictures');

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const looks = (['rtl', 'long', 'narrow', 'zoom', 'forced', 'light', 'dark'] as const).filter((look) =>
  process.argv.includes(`--${look}`),
);
const isExact = process.argv.includes('--exact');
const narrow = looks.includes('narrow');
const [, language = 'en'] =
  process.argv.map((word) => word.split('=')).find(([name]) => name === '--language') ?? [];
const themes = (['light', 'dark'] as const).filter((theme) => looks.includes(theme));

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
  ...(looks.includes('zoom') && { size: toZoomed(screen.size) }),
  ...(narrow && { size: [320, screen.size[1]] }),
});

/** Takes one picture; resolves to what is wrong with the page. */
async function take(
  browser: Browser,
  origin: string,
  screen: Screen,
  theme: 'light' | 'dark',
  speech: Speech | undefined,
): Promise<string[]> {
  const context = await browser.newContext({
    colorScheme: theme,
    forcedColors: looks.includes('forced') ? 'active' : 'none',
    reducedMotion: 'reduce',
    deviceScaleFactor: 2,
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000); // a slow machine is no fault
  const wrong = hearComplaints(page);
  try {
    await showScreen(page, origin, screen, speech);
    await page.screenshot({ path: join(out, `${screen.name}-${theme}.png`), fullPage: narrow });
    wrong.push(...(await findTooWide(page)), ...(await findUndrawn(page)));
    if (isPseudo)
      wrong.push(...(await page.evaluate(findUnspoken)).map((text) => `not in the catalogue: ${text}`));
    wrong.push(...(await findViolations(page)));
  } catch (error) {
    wrong.push(`error: ${(error as Error).message}`);
  } finally {
    await context.close();
  }
  return wrong;
}

/** The language that nobody speaks, in a browser that speaks English. */
async function makePseudo(): Promise<Speech> {
  const english = await readTexts(build, 'en');
  const translate = createTranslate(english, toPseudoTexts(english));
  return { language: 'en', toTexts: toPseudoTexts, toSpoken: (page) => speak(page, translate) };
}

await mkdir(out, { recursive: true });
const all = await loadScreens();
const screens = all.filter(
  ({ name }) => words.length === 0 || words.some((word) => (isExact ? name === word : name.includes(word))),
);
const speech = await (isPseudo ? makePseudo() : readSpeech(language));
const server = await serveBuild(build);
const browser = await launchChromium([], speech && !isPseudo ? await ensureFonts() : {});
for (const screen of screens.map(toLook)) {
  for (const theme of themes.length > 0 ? themes : (['light', 'dark'] as const)) {
    const wrong = await take(browser, server.origin, screen, theme, speech);
    console.log(`${wrong.length ? '✗' : '✓'} ${screen.name} ${theme}`);
    for (const line of wrong) console.log(`    ${line}`);
    if (wrong.length) process.exitCode = 1;
  }
}
await browser.close();
server.close();
