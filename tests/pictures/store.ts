/**
 * Makes what the stores are given into .store/<language>/: texts, five screenshots and two tiles, for every language
 * or for those on the command line (`npm run store -- de ar`). Needs the build in .output/chrome-mv3.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { findProgram } from '../../scripts/machine/find.ts';
import { root } from '../../scripts/machine/root.ts';
import { readTexts } from '../languages/texts.ts';
import { SCREENSHOTS, toScreenshot, toTile, type Words } from './store-pages.ts';

interface StoreTexts {
  captions: Record<string, string>;
  description: string[];
}

const build = join(root, '.output/chrome-mv3');
const TILES = [
  ['tile-small', 440, 280],
  ['tile-marquee', 1400, 560],
] as const;

/** Colour type of a PNG that has red, green and blue but no alpha: the only one that Chrome's store takes. */
const RGB = 2;

const readPicture = async (path: string) =>
  `data:image/png;base64,${(await readFile(join(root, path))).toString('base64')}`;

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
  const png = await page.screenshot({ path });
  await page.close();
  const [wide, high, type] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]];
  if (wide !== width || high !== height || type !== RGB)
    throw new Error(`${path} must be ${width}×${height} without alpha, got ${wide}×${high} of type ${type}`);
  if (cut) throw new Error(`${path}: its words do not fit`);
}

/** Takes the screens of one theme in one language, each as take.ts does it for everybody. */
function takeScreens(language: string, theme: 'light' | 'dark'): void {
  const names = SCREENSHOTS.filter((shot) => shot.theme === theme).map(({ screen }) => screen);
  const take = join(root, 'tests/pictures/take.ts');
  execFileSync('node', [take, ...names, '--exact', `--${theme}`, `--language=${language}`], {
    cwd: root,
    stdio: 'inherit',
  });
}

/** Makes all of one language. */
async function make(browser: Browser, language: string): Promise<void> {
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
  takeScreens(language, 'light');
  takeScreens(language, 'dark');
  for (const [index, { caption, screen, theme }] of SCREENSHOTS.entries()) {
    const taken = [screen, ...(language === 'en' ? [] : [language]), theme].join('-');
    const html = toScreenshot(words(captions[caption]!), await readPicture(`.pictures/${taken}.png`), theme);
    await draw(browser, html, join(out, `${index + 1}-${caption}.png`), 1280, 800);
  }
  const icon = await readPicture('public/icon/128.png');
  for (const [name, width, height] of TILES)
    await draw(browser, toTile(words(captions['switcher']!), icon), join(out, `${name}.png`), width, height);
}

const chosen = process.argv.slice(2);
const all = (await readdir(join(root, 'store/texts'))).map((file) => file.replace('.json', ''));
const browser = await chromium.launch({
  executablePath: (await findProgram('chromium')) ?? chromium.executablePath(),
  args: ['--no-sandbox'],
});
try {
  for (const language of chosen.length ? chosen : all) await make(browser, language);
} finally {
  await browser.close();
}
