import { expect, type Locator, type Page } from '@playwright/test';

/** The window with the waiting requests, as a person uses it. */
export class PromptWindow {
  readonly page: Page;
  /** The request that must be on screen. */
  readonly id: string;
  private readonly request: Locator;

  constructor(page: Page, id: string) {
    this.page = page;
    this.id = id;
    this.request = page.locator(`main[id="${id}"]`);
  }

  /** What the window says, all of it. */
  get text(): Promise<string> {
    return this.request.innerText();
  }

  /** The button that says yes, whatever it is called: it names the account. */
  get approve(): Locator {
    return this.request.locator('.answer .btn:is(.accent, .danger)');
  }

  async reject(): Promise<void> {
    const button = this.request.getByRole('button', { name: /^(Reject|Not now|Keep my (list|profile))$/ });
    await this.sayNo(() => button.click());
  }

  /** Says no by keyboard, wherever the focus is. */
  async escape(): Promise<void> {
    await expect(this.request).toBeVisible();
    await this.sayNo(() => this.page.keyboard.press('Escape'));
  }

  /** A no counts once the request was on screen for a moment; a test that was faster says it again, as a person would. */
  private async sayNo(press: () => Promise<void>): Promise<void> {
    const goes = (timeout: number) => expect.poll(() => this.isGone(), { timeout }).toBe(true);
    await press();
    await goes(1_500).catch(async () => {
      if (!(await this.isGone())) await press();
      await goes(8_000);
    });
  }

  /**
   * Says yes as soon as the button answers. A new window may get its last size late, which disarms the button under
   * the press: as a person would, it is then pressed once more.
   */
  async allow(): Promise<void> {
    const goes = () => expect.poll(() => this.isGone(), { timeout: 8_000 }).toBe(true);
    await this.press();
    await goes().catch(async () => {
      await this.press();
      await goes();
    });
  }

  /** Presses yes once the button answers, whatever comes of it. */
  async press(): Promise<void> {
    await expect(this.approve).toHaveAttribute('aria-disabled', 'false');
    await this.approve.click();
  }

  /** Chooses the answer of this name. */
  async say(choice: string): Promise<void> {
    await this.request.getByRole('radio', { name: choice }).check();
  }

  /** Chooses what happens with the next one like this. */
  async remember(words: string): Promise<void> {
    await this.request.locator('.remember select').first().selectOption({ label: words });
  }

  /** Whether this request is not on screen any more. */
  private async isGone(): Promise<boolean> {
    return this.page.isClosed() || !(await this.request.isVisible().catch(() => false));
  }
}
