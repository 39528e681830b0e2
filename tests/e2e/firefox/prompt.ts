import type { Page } from 'puppeteer-core';
import { Screen } from './screen';

/** The window with the waiting requests, as a person uses it. */
export class FirefoxPrompt extends Screen {
  readonly #request: string;

  /** `id`: the request that must be on screen. */
  constructor(page: Page, id: string) {
    super(page);
    this.#request = `main[id="${id}"]`;
  }

  async reject(): Promise<void> {
    await this.page.waitForSelector(this.#request);
    await this.page.locator(`${this.#request} .answer .btn:not(.accent)`).click();
  }

  /** Says yes as soon as the button answers: the window must be in front, and was unchanged for a moment. */
  async allow(): Promise<void> {
    await this.page.bringToFront();
    await this.page.locator(`${this.#request} .answer .btn.accent[aria-disabled="false"]`).click();
  }

  /** Chooses what is written there. */
  async say(choice: string): Promise<void> {
    await this.page.locator(`${this.#request} ::-p-text(${choice})`).click();
  }
}
