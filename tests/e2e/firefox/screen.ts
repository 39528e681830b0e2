import { expect } from '@playwright/test';
import type { ElementHandle, Page } from 'puppeteer-core';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** A page as a person uses it: in front, and by the names that are written or said there. */
export class Screen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses what has this role and exactly this name. */
  async press(role: 'button' | 'menuitem', name: string): Promise<void> {
    await this.click(`::-p-aria([name="${name}"][role="${role}"])`);
  }

  /** Chooses one of several by the words beside it. */
  async choose(label: string): Promise<void> {
    await this.click(`label ::-p-text(${label})`);
  }

  /** Types into the field with this label, instead of what is there. */
  async type(label: string, text: string): Promise<void> {
    await this.page.bringToFront();
    const find = (wanted: string) =>
      [...document.querySelectorAll<Field>('input, textarea')].find(({ labels }) =>
        [...(labels ?? [])].some(({ textContent }) => textContent.trim() === wanted),
      );
    const found = await this.page.waitForFunction(find, {}, label);
    const field = found.asElement() as ElementHandle<Field>; // the function waits until there is one
    await field.focus();
    await field.evaluate((each) => each.select());
    await this.page.keyboard.type(text);
  }

  /** Resolves when the page says this somewhere. */
  async says(text: string): Promise<void> {
    await expect.poll(() => this.text, { message: `the page says: ${text}` }).toContain(text);
  }

  /** What the page says, all of it. */
  get text(): Promise<string> {
    return this.page.evaluate(() => document.body.innerText);
  }

  /** Clicks as soon as the thing is there and rests; in a page behind others it would never be drawn. */
  protected async click(selector: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.locator(selector).click();
  }
}
