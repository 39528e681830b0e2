/** The pages that become the stores' pictures: a screen under its caption, and the tile with icon, name and one line. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/machine/root.ts';

export type Theme = 'light' | 'dark';

export interface Words {
  language: string;
  direction: string;
  caption: string;
}

/** What is shown, in the stores' order, each out of screens/store.ts; `caption` is its key in store/texts. */
export const SCREENSHOTS = [
  { caption: 'switcher', theme: 'light' },
  { caption: 'connect', theme: 'light' },
  { caption: 'sign', theme: 'light' },
  { caption: 'activity', theme: 'light' },
  { caption: 'accounts', theme: 'dark' },
] as const;

const tokens = readFileSync(join(root, 'assets/styles/tokens.css'), 'utf8');

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const toPage = ({ language, direction }: Words, theme: Theme, style: string, body: string) =>
  `<!doctype html><html lang="${language}" dir="${direction}" data-theme="${theme}"><meta charset="utf-8"><style>
  ${tokens}
  * { box-sizing: border-box; margin: 0; }
  body { background: linear-gradient(var(--bg), var(--hover)); color: var(--text); block-size: 100vh; display: flex;
    align-items: center; justify-content: center; font-family: var(--font); text-wrap: balance; }
  ${style}</style><body>${body}</body></html>`;

/** A page of 1280×800: the caption above the screen. */
export const toScreenshot = (words: Words, picture: string, theme: Theme): string =>
  toPage(
    words,
    theme,
    `body { flex-direction: column; gap: 36px; padding: 44px 64px; }
  h1 { font-size: 38px; line-height: 1.25; font-weight: var(--weight-3); text-align: center; }
  img { min-block-size: 0; flex: 0 1 auto; max-inline-size: 100%; border-radius: var(--radius-3);
    box-shadow: 0 0 0 1px var(--line), var(--shadow-2); }`,
    `<h1>${escape(words.caption)}</h1><img src="${picture}" alt="">`,
  );

/** A page of any size that is wider than high: the icon beside name and line. */
export const toTile = (words: Words, icon: string): string =>
  toPage(
    words,
    'light',
    `body { gap: 5vw; padding: 0 7vw; }
  img { inline-size: 22vh; block-size: 22vh; }
  h1 { font-size: 17vh; line-height: 1.1; font-weight: var(--weight-3); }
  p { font-size: min(8.2vh, 5.4vw); line-height: 1.3; margin-block-start: 2vh; color: var(--text-2); }`,
    `<img src="${icon}" alt=""><div><h1>Facet</h1><p>${escape(words.caption)}</p></div>`,
  );
