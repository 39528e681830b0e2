/** Something that looks like a secret and is kept on purpose, so that a search that finds nothing is known to see. */
import type { Page } from '@playwright/test';
import type { Secret } from './forms';

declare global {
  var keptOnPurpose: { text: string; bytes: Uint8Array } | undefined;
}

/** Made in this page and kept there for as long as it is open, as a text and as bytes. */
export async function keepControl(kind: string, page: Page): Promise<Secret[]> {
  const { text, bytes } = await page.evaluate(() => {
    const random = () => crypto.getRandomValues(new Uint8Array(32));
    const letters = Array.from(random(), (byte) => 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'[byte % 32]);
    // the name of a member is a text in one piece; one that was put together may be kept as its parts
    const [text = ''] = Object.keys({ [`nsec1${letters.join('')}`]: true });
    globalThis.keptOnPurpose = { text, bytes: random() };
    return { text, bytes: [...globalThis.keptOnPurpose.bytes] };
  });
  return [
    { kind: `${kind}, text`, value: text },
    { kind: `${kind}, bytes`, value: Uint8Array.from(bytes) },
  ];
}
