/** Rows that move under the pointer: a press just after that is not for the account that has come there. */
import { people } from '../../scripts/demo/people';
import { PopupPage } from './pages/popup';
import type { PromptWindow } from './pages/prompt-window';
import { expect, test } from './test';
import { getPublicKey } from './window-nostr';

const { alice, ines, nightjar } = people;

interface Press {
  /** Whose row the pointer was on, and whose was there when it was pressed. */
  aimedAt: string;
  pressed: string;
}

declare global {
  interface Window {
    press?: Promise<Press>;
  }
}

/** Runs in the popup: the pointer is on the second row, and presses as soon as the strip has come or gone. */
function aim(comes: boolean): void {
  const toRow = (element: Element | null) => element?.closest<HTMLElement>('.row') ?? undefined;
  const aimed = document.querySelectorAll<HTMLElement>('.row')[1] as HTMLElement;
  const { left, top, width, height } = aimed.getBoundingClientRect();
  const pushed = new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if ((document.querySelector('.pending') !== null) !== comes) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(resolve)); // painted
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  window.press = pushed.then(() => {
    const under = toRow(document.elementFromPoint(left + width / 2, top + height / 2));
    under?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    under?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    return { aimedAt: aimed.dataset['pubkey'] ?? '', pressed: under?.dataset['pubkey'] ?? '' };
  });
}

test('a press that follows a strip that came or went chooses nobody; a moment later it does', async ({
  ready,
  demo,
}) => {
  for (const { nsec, name } of [nightjar, ines, alice]) await ready.ui.addSecretKey(nsec, name);
  const current = async () => (await ready.snapshot()).current;
  const popup = new PopupPage(await ready.open('popup.html'));
  await expect(popup.rows).toHaveCount(3);
  const site = await ready.visit(`${demo.url}plain.html`);

  const push = async (comes: boolean, cause: () => Promise<unknown>) => {
    const before = await current();
    await popup.page.evaluate(aim, comes);
    await cause();
    const { aimedAt, pressed } = (await popup.page.evaluate(() => window.press)) as Press;
    expect(pressed).not.toBe(aimedAt); // the row has moved
    expect(await current()).toBe(before);
    return pressed;
  };

  let prompt: PromptWindow | undefined;
  await push(true, async () => {
    prompt = await ready.prompted(() => getPublicKey(site.page));
  });
  const pressed = await push(false, () => prompt?.reject() ?? Promise.reject(new Error('nobody asks')));

  const since = await popup.page.evaluate(() => performance.now());
  await popup.page.waitForFunction((then) => performance.now() - then > 500, since);
  const row = popup.page.locator(`.row[data-pubkey="${pressed}"]`);
  await row.click();
  await expect.poll(current).toBe(pressed);
});
