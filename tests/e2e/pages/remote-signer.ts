import type { Locator, Page } from '@playwright/test';

/** The part of the onboarding page where a remote signer is connected. */
export class RemoteSignerPage {
  readonly page: Page;
  readonly problem: Locator;

  constructor(page: Page) {
    this.page = page;
    this.problem = page.getByRole('alert').filter({ visible: true });
  }

  async start(): Promise<void> {
    await this.page.getByRole('button', { name: 'Connect a remote signer' }).click();
  }

  /** Connects by an address; it is then there to be added, or `problem` says why not. */
  async connect(address: string): Promise<void> {
    await this.page.getByLabel('Bunker address').fill(address);
    await this.page.getByRole('button', { name: 'Connect', exact: true }).click();
  }

  /** Shows the QR code, and resolves to its text. */
  async invite(): Promise<string> {
    await this.page.getByRole('radio', { name: 'Show a QR code' }).check();
    await this.page.getByRole('button', { name: 'Show the QR code' }).click();
    await this.page.getByRole('img', { name: 'QR code of the invitation' }).waitFor();
    return this.page.locator('.copy .mono').innerText();
  }

  /** Adds the account that was found, and waits until it is there. */
  async add(name: string): Promise<void> {
    await this.page.getByLabel('Name, seen only by you').fill(name);
    await this.page.getByRole('button', { name: 'Add account', exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: `Hello, ${name}` }).waitFor();
  }
}
