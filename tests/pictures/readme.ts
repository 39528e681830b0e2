/**
 * Puts three screens side by side into docs/pictures/facet.png, the picture of README.md.
 * Take them first: `node tests/pictures/take.ts popup-unlocked prompt-connect prompt-sign`.
 */
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/machine/root.ts';
import { launchChromium } from './launch.ts';

const SCREENS = ['popup-unlocked', 'prompt-connect', 'prompt-sign'];
const MAX_BYTES = 250_000;

/** An `<img>` of a picture that take.ts left. */
async function toImage(name: string): Promise<string> {
  const bytes = await readFile(join(root, '.pictures', `${name}-light.png`));
  return `<img src="data:image/png;base64,${bytes.toString('base64')}">`;
}

const images = await Promise.all(SCREENS.map(toImage));
const page = `<!doctype html><style>
  body { margin: 0; }
  main { display: inline-flex; gap: 24px; padding: 4px; align-items: start; }
  img { height: 560px; border-radius: 12px; outline: 1px solid #0003; }
</style><main>${images.join('')}</main>`;

const browser = await launchChromium();
const tab = await browser.newPage({ viewport: { width: 1400, height: 700 }, deviceScaleFactor: 1.125 });
await tab.setContent(page);
const path = join(root, 'docs/pictures/facet.png');
await mkdir(join(root, 'docs/pictures'), { recursive: true });
await tab.locator('main').screenshot({ path, omitBackground: true });
await browser.close();

const { size } = await stat(path);
console.log(`docs/pictures/facet.png: ${size} bytes`);
if (size > MAX_BYTES) throw new Error(`the picture must be at most ${MAX_BYTES} bytes, got ${size}`);
