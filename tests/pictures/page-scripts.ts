/** Scripts that run in a page before its own: remembered, so that a page can be used again without them. */
import type { Page } from '@playwright/test';

const scripts = new WeakMap<Page, (() => Promise<void>)[]>();

/** Has every document of the page begin with this function; `value` is handed to it. */
export async function addPageScript<Value>(
  page: Page,
  script: (value: Value) => void,
  value: Value,
): Promise<void> {
  const added = await page.addInitScript(script as (value: unknown) => void, value);
  const known = scripts.get(page) ?? [];
  scripts.set(page, [...known, () => added.dispose()]);
}

/** Takes all of them out again, from the next document on. */
export async function removePageScripts(page: Page): Promise<void> {
  const added = scripts.get(page) ?? [];
  scripts.delete(page);
  await Promise.all(added.map((dispose) => dispose()));
}
