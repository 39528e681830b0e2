/** The pages that become the stores' pictures: a screen under its caption, and the tile with icon, name and one line. */

export interface Words {
  language: string;
  direction: string;
  caption: string;
}

/** What is shown, in the stores' order; `caption` is its key in store/texts. */
export const SCREENSHOTS = [
  { caption: 'switcher', screen: 'popup-unlocked', theme: 'light' },
  { caption: 'connect', screen: 'prompt-connect', theme: 'light' },
  { caption: 'sign', screen: 'prompt-sign', theme: 'light' },
  { caption: 'activity', screen: 'options-activity-full', theme: 'light' },
  { caption: 'accounts', screen: 'options-accounts', theme: 'dark' },
] as const;

const GROUNDS = {
  light: 'background: linear-gradient(#f5f6f7, #e8eaed); color: #17191f',
  dark: 'background: linear-gradient(#1b1d22, #0f1013); color: #eff0f2',
};

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const toPage = ({ language, direction }: Words, ground: string, style: string, body: string) =>
  `<!doctype html><html lang="${language}" dir="${direction}"><meta charset="utf-8"><style>
  * { box-sizing: border-box; margin: 0; }
  body { ${ground}; block-size: 100vh; display: flex; align-items: center; justify-content: center;
    font-family: system-ui, sans-serif; text-wrap: balance; }
  ${style}</style><body>${body}</body></html>`;

/** A page of 1280×800: the caption above the screen. */
export const toScreenshot = (words: Words, picture: string, theme: 'light' | 'dark'): string =>
  toPage(
    words,
    GROUNDS[theme],
    `body { flex-direction: column; gap: 36px; padding: 44px 64px; }
  h1 { font-size: 38px; line-height: 1.25; font-weight: 600; text-align: center; }
  img { min-block-size: 0; flex: 0 1 auto; max-inline-size: 100%; border-radius: 14px;
    box-shadow: 0 0 0 1px #8884, 0 18px 48px #0003; }`,
    `<h1>${escape(words.caption)}</h1><img src="${picture}" alt="">`,
  );

/** A page of any size that is wider than high: the icon beside name and line. */
export const toTile = (words: Words, icon: string): string =>
  toPage(
    words,
    GROUNDS.light,
    `body { gap: 5vw; padding: 0 7vw; }
  img { inline-size: 22vh; block-size: 22vh; }
  h1 { font-size: 17vh; line-height: 1.1; font-weight: 650; }
  p { font-size: min(8.2vh, 5.4vw); line-height: 1.3; margin-block-start: 2vh; opacity: .75; }`,
    `<img src="${icon}" alt=""><div><h1>Facet</h1><p>${escape(words.caption)}</p></div>`,
  );
