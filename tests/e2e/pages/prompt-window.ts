import { expect, type Locator, type Page } from '@playwright/test';

/** The window with the waiting requests, as a person uses it. */
export class PromptWindow {
  readonly page: Page;
  private readonly request: Locator;

  /** `id`: the request that must be on screen. */
  constructor(page: Page, id: string) {
    this.page = page;
    this.request = page.locator(`main[id="${id}"]`);
  }

  /** What the window says, all of it. */
  get text(): Promise<string> {
    return this.request.innerText();
  }

  /** The button that says yes, whatever it is called: it names the account. */
  get approve(): Locator {
    return this.request.locator('.answer .btn.accent');
  }

  async reject(): Promise<void> {
    await this.request.getByRole('button', { name: /^(Reject|Not now)$/ }).click();
  }

  /** Says yes as soon as the button answers. */
  async allow(): Promise<void> {
    await expect(this.approve).not.toHaveAttribute('aria-disabled', 'true');
    await this.approve.click();
  }

  /** Chooses the answer of this name. */
  async say(choice: string): Promise<void> {
    await this.request.getByRole('radio', { name: choice }).check();
  }
}
