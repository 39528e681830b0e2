import type { Page } from 'puppeteer-core';

/** A page as a person uses it: by the names that are written or said there. */
export class Screen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses a button, a radio or whatever has this role and exactly this name. */
  async press(role: 'button' | 'radio' | 'menuitem', name: string): Promise<void> {
    await this.page.locator(`::-p-aria([name="${name}"][role="${role}"])`).click();
  }

  /** Types into the field with this label. */
  async type(label: string, text: string): Promise<void> {
    const find = (wanted: string) =>
      [...document.querySelectorAll('input, textarea')].find((field) =>
        [...((field as HTMLInputElement).labels ?? [])].some((each) => each.innerText.trim() === wanted),
      );
    const field = (await this.page.waitForFunction(find, {}, label)).asElement();
    await field?.focus();
    await this.page.keyboard.type(text);
  }

  /** Resolves when the page says this somewhere. */
  async says(text: string): Promise<void> {
    await this.page.waitForFunction((wanted) => document.body.innerText.includes(wanted), {}, text);
  }

  /** What the page says, all of it. */
  get text(): Promise<string> {
    return this.page.evaluate(() => document.body.innerText);
  }
}
