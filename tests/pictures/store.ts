/**
 * Makes what the stores are given into .store/<language>/: texts, five screenshots and two tiles, for every language
 * or for those on the command line (`npm run store -- de ar`). Needs the build in .output/chrome-mv3.
 */
import './resolve.ts';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { ensureFonts } from '../../scripts/machine/fonts.ts';
import { root } from '../../scripts/machine/root.ts';
import { readTexts } from '../languages/texts.ts';
import { findTooWide, findUndrawn } from './faults.ts';
import { launchChromium } from './launch.ts';
import { build, loadScreens } from './load-screens.ts';
import type { Screen } from './screen.ts';
import { serveBuild } from './serve-build.ts';
import { hearComplaints, showScreen, type Speech } from './show-screen.ts';
import { readSpeech } from './speech.ts';
import { SCREENSHOTS, toScreenshot, toTile, type Theme, type Words } from './store-pages.ts';

interface StoreTexts {
  captions: Record<string, string>;
  description: string[];
}

const screens = await loadScreens();
const TILES = [
  ['tile-small', 440, 280],
  ['tile-marquee', 1400, 560],
] as const;

/** Colour type of a PNG that has red, green and blue but no alpha: the only one that Chrome's store takes. */
const RGB = 2;

const toUrl = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`;

/** Draws a page into a file, and refuses a picture that a store would refuse. */
async function draw(browser: Browser, html: string, path: string, width: number, height: number) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(html);
  await page.evaluate(() => document.fonts.ready);
  const cut = await page.evaluate(
    () =>
      document.documentElement.scrollWidth > innerWidth ||
      document.documentElement.scrollHeight > innerHeight,
  );
  const undrawn = await findUndrawn(page);
  const png = await page.screenshot({ path });
  await page.close();
  const [wide, high, type] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]];
  if (wide !== width || high !== height || type !== RGB)
    throw new Error(`${path} must be ${width}×${height} without alpha, got ${wide}×${high} of type ${type}`);
  if (undrawn.length > 0) throw new Error(`${path}: ${undrawn.join()}`);
  if (cut) throw new Error(`${path}: its words do not fit`);
}

/** Takes a screen as a data URL; whatever the page complains about ends the run. */
async function takeScreen(browser: Browser, origin: string, screen: Screen, theme: Theme, speech?: Speech) {
  const page = await browser.newPage({
    colorScheme: theme,
    reducedMotion: 'reduce',
    deviceScaleFactor: 2,
    timezoneId: 'UTC',
  });
  const wrong = hearComplaints(page);
  await showScreen(page, origin, screen, speech);
  const png = await page.screenshot();
  wrong.push(...(await findTooWide(page)), ...(await findUndrawn(page)));
  await page.close();
  if (wrong.length > 0) throw new Error(`${screen.name}: ${wrong.join(', ')}`);
  return toUrl(png);
}

/** Makes all of one language. */
async function make(browser: Browser, origin: string, language: string): Promise<void> {
  const out = join(root, '.store', language);
  await mkdir(out, { recursive: true });
  const { captions, description } = JSON.parse(
    await readFile(join(root, `store/texts/${language}.json`), 'utf8'),
  ) as StoreTexts;
  const texts = await readTexts(build, language);
  await writeFile(join(out, 'summary.txt'), `${texts['manifest_summary']}\n`);
  await writeFile(join(out, 'description.txt'), `${description.join('\n\n')}\n`);

  const words = (caption: string): Words => ({
    language,
    direction: texts['common_direction'] ?? 'ltr',
    caption,
  });
  const speech = await readSpeech(language);
  for (const [index, { caption, theme }] of SCREENSHOTS.entries()) {
    const screen = screens.find(({ name }) => name === `store-${caption}`);
    if (!screen) throw new Error(`there must be a screen store-${caption}`);
    const taken = await takeScreen(browser, origin, screen, theme, speech);
    const html = toScreenshot(words(captions[caption]!), taken, theme);
    await draw(browser, html, join(out, `${index + 1}-${caption}.png`), 1280, 800);
  }
  const icon = toUrl(await readFile(join(root, 'public/icon/128.png')));
  for (const [name, width, height] of TILES)
    await draw(browser, toTile(words(captions['switcher']!), icon), join(out, `${name}.png`), width, height);
}

const chosen = process.argv.slice(2);
const all = (await readdir(join(root, 'store/texts'))).map((file) => file.replace('.json', ''));
const server = await serveBuild(build);
const browser = await launchChromium([], await ensureFonts());
try {
  for (const language of chosen.length ? chosen : all) {
    await make(browser, server.origin, language);
    console.log(`✓ ${language}`);
  }
} finally {
  await browser.close();
  server.close();
}
