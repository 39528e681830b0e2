import { expect, type Locator, type Page } from '@playwright/test';

/** The third way to add accounts: from another signer. */
export class ImportPage {
  readonly page: Page;
  readonly problem: Locator;

  constructor(page: Page) {
    this.page = page;
    this.problem = page.getByRole('alert').filter({ visible: true });
  }

  /** Pastes a text and waits for what is in it. */
  async paste(text: string): Promise<void> {
    await this.page.getByRole('radio', { name: 'From another signer' }).check();
    await this.page.getByLabel('Keys, or another signer').fill(text);
    await this.page.getByRole('button', { name: 'Show what is in it' }).click();
  }

  /** The line with this name or key in it. */
  line(text: string): Locator {
    return this.page.locator('.pick', { hasText: text });
  }

  /** Begins to add what is ticked. */
  async add(count: number): Promise<void> {
    const name = count === 1 ? 'Add 1 account' : `Add ${count} accounts`;
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async cancel(): Promise<void> {
    await this.page.locator('.card').getByRole('button', { name: 'Cancel' }).click();
  }

  /** Resolves when the page says how many came in. */
  async waitUntilAdded(count: number): Promise<void> {
    const text = count === 1 ? '1 account added.' : `${count} accounts added.`;
    await expect(this.page.getByText(text)).toBeVisible({ timeout: 60_000 });
  }
}
