import { expect, type Locator, type Page } from '@playwright/test';

/** The window with the waiting requests, as a person uses it. */
export class PromptWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The button that says yes, whatever it is called: it names the account. */
  get approve(): Locator {
    return this.page.locator('.answer .btn.accent');
  }

  get reject(): Locator {
    return this.page.getByRole('button', { name: /^(Reject|Not now)$/ });
  }

  /** Says yes as soon as the button answers. */
  async allow(): Promise<void> {
    await expect(this.approve).not.toHaveAttribute('aria-disabled', 'true');
    await this.approve.click();
  }

  async say(choice: string): Promise<void> {
    await this.page.getByText(choice, { exact: true }).click();
  }
}
