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

  /** Says no; the button is called differently from question to question. By the time a yes counts, a no does too. */
  async reject(): Promise<void> {
    const answers = `${this.#request} .actions:has(.accent[aria-disabled="false"])`;
    await this.click(`${answers} .btn:not(.accent)`);
  }

  /** Says yes as soon as the button answers: the window must be in front, and unchanged for a moment. */
  async allow(): Promise<void> {
    await this.click(`${this.#request} .answer .btn.accent[aria-disabled="false"]`);
  }

  /** Chooses what is written there. */
  async say(choice: string): Promise<void> {
    await this.click(`${this.#request} label ::-p-text(${choice})`);
  }
}
