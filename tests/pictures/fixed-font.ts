import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { addPageScript } from './page-scripts.ts';

const file = fileURLToPath(
  import.meta.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
);

/** Lets the page's text look the same on every machine: all of it is set in one font that comes with the tests. */
export const fixFont = (page: Page): Promise<void> =>
  addPageScript(
    page,
    (base64: string) => {
      // from bytes and not from an address, which the pages' policy would not let them load
      const bytes = Uint8Array.fromBase64(base64);
      document.fonts.add(new FontFace('Fixed', bytes, { weight: '100 900' }));
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(':root { --font: Fixed !important; --mono: Fixed !important; }');
      document.adoptedStyleSheets.push(sheet);
    },
    readFileSync(file).toString('base64'),
  );
