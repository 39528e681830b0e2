import type { Locator, Page } from '@playwright/test';

/** The onboarding page: a password, then accounts, one after another. */
export class OnboardingPage {
  readonly page: Page;
  /** What is wrong with what was typed. */
  readonly problem: Locator;
  readonly heading: Locator;

  constructor(page: Page) {
    this.page = page;
    this.problem = page.getByRole('alert').filter({ visible: true });
    this.heading = page.getByRole('heading', { level: 1 });
  }

  /** Chooses the password of a new vault and waits for the account step. */
  async choosePassword(password: string): Promise<void> {
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByLabel('Once more', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Continue' }).click();
    await this.#radio('I have one').waitFor();
  }

  /** Adds an account by its nsec or hex key; the page then shows the last step. */
  async addKey(key: string, name?: string): Promise<void> {
    await this.typeKey(key, name);
    await this.page.getByRole('button', { name: 'Add account', exact: true }).click();
  }

  /** Types a key without adding it. */
  async typeKey(key: string, name?: string): Promise<void> {
    await this.#radio('I have one').check();
    await this.page.getByLabel('Key, words or bunker link', { exact: true }).fill(key);
    if (name !== undefined) await this.#nameIt(name);
  }

  /** Presses the button of this name. */
  async submit(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Adds an account with a key that is made on the spot. */
  async createAccount(name: string): Promise<void> {
    await this.#radio('Create new').check();
    await this.#nameIt(name);
    await this.page.getByRole('button', { name: 'Create account' }).click();
    await this.page.getByRole('button', { name: 'Do not publish' }).click();
  }

  /** Resolves when the last step greets the person. */
  async waitUntilDone(): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: /^Hello/ }).waitFor();
  }

  #radio(name: string): Locator {
    return this.page.getByRole('radio', { name });
  }

  async #nameIt(name: string): Promise<void> {
    await this.page.getByLabel('Name, seen only by you').fill(name);
  }
}
