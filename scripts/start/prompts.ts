import { expect, type BrowserContext, type Page } from '@playwright/test';
import { PromptWindow } from '../../tests/e2e/pages/prompt-window.ts';

const findPrompts = (context: BrowserContext): Page[] =>
  context.pages().filter((page) => page.url().includes('/prompt.html'));

/** What a prompt asks and its id; nothing while its window loads or closes. */
const read = (page: Page): Promise<{ sentence: string; id: string }> =>
  page
    .evaluate(() => ({
      sentence: document.querySelector('h1')?.textContent.trim() ?? '',
      id: document.querySelector('main')?.id ?? '',
    }))
    .catch(() => ({ sentence: '', id: '' }));

/** Waits for the request that says `sentence`, lets `act` answer it, and waits until it is off the screen. */
export async function answerPrompt(
  context: BrowserContext,
  sentence: string,
  act: (prompt: PromptWindow) => Promise<void>,
): Promise<void> {
  let asking: { page: Page; id: string } | undefined;
  const look = async () => {
    const asked = await Promise.all(
      findPrompts(context).map(async (page) => ({ page, ...(await read(page)) })),
    );
    asking = asked.find((prompt) => prompt.sentence === sentence);
    return asked.map((prompt) => prompt.sentence);
  };
  await expect.poll(look, { timeout: 15_000 }).toContain(sentence);
  const { page, id } = asking as { page: Page; id: string };
  await page.bringToFront();
  await act(new PromptWindow(page, id));
  await expect.poll(look).not.toContain(sentence);
}

/** Says yes to the request that says `sentence`. */
export const approve = (context: BrowserContext, sentence: string): Promise<void> =>
  answerPrompt(context, sentence, (prompt) => prompt.allow());

/** Resolves when no prompt is open. */
export async function waitForNoPrompt(context: BrowserContext): Promise<void> {
  await expect.poll(() => findPrompts(context).length).toBe(0);
}
