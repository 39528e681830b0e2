/** How long the popup of an arm takes to show the account: from the start of its page to the frame after, by its own clock. */
import { toOrigin, type Unwatched } from '../../e2e/unwatched/unwatched';

interface Shown {
  name: string;
  ms: number;
}

declare global {
  interface Window {
    shown?: Promise<Shown>;
  }
}

/** Runs in the popup before any script of its own, and so may use nothing of this file. */
function noteShown(): void {
  window.shown = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const name = document.querySelector('#who')?.textContent;
      if (!name) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve({ name, ms: performance.now() })));
    });
    setTimeout(() => resolve({ name: 'nothing for a minute', ms: Number.NaN }), 60_000);
    observer.observe(document, { childList: true, subtree: true, characterData: true });
  });
}

/**
 * Shows the popup as a page of its own, and closes it again. `prepare` comes last before: the new tab itself may wake a
 * worker.
 */
export async function openPopup(
  browser: Unwatched,
  folder: string,
  prepare?: () => Promise<void>,
): Promise<Shown> {
  const popup = await browser.open('about:blank', noteShown);
  await prepare?.();
  await popup.goto(`${toOrigin(folder)}popup.html`);
  const shown = await popup.evaluate(() => window.shown);
  await popup.close();
  if (!shown) throw new Error('the popup was not watched');
  return shown;
}
