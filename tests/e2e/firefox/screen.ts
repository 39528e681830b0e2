import type { Page } from 'puppeteer-core';

/** A page as a person uses it: by the names that are written or said there. */
export class Screen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses a button, a radio or whatever has this role and exactly this name. */
  async press(role: 'button' | 'menuitem', name: string): Promise<void> {
    await this.page.locator(`::-p-aria([name="${name}"][role="${role}"])`).click();
  }

  /** Chooses one of several by the words beside it, where a person would click. */
  async choose(label: string): Promise<void> {
    await this.page.locator(`label ::-p-text(${label})`).click();
  }

  /** Types into the field with this label, after what is there. */
  async type(label: string, text: string): Promise<void> {
    await this.#focus(label);
    await this.page.keyboard.type(text);
  }

  async clear(label: string): Promise<void> {
    await this.#focus(label);
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('a');
    await this.page.keyboard.up('Control');
    await this.page.keyboard.press('Backspace');
  }

  /** Resolves when the page says this somewhere. */
  async says(text: string): Promise<void> {
    await this.page.waitForFunction((wanted) => document.body.innerText.includes(wanted), {}, text);
  }

  /** What the page says, all of it. */
  get text(): Promise<string> {
    return this.page.evaluate(() => document.body.innerText);
  }

  async #focus(label: string): Promise<void> {
    const found = await this.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].find((field) =>
          [...(field.labels ?? [])].some((each) => each.textContent.trim() === wanted),
        ),
      {},
      label,
    );
    await found.asElement()?.focus();
  }
}
