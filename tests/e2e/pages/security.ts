import type { Page } from '@playwright/test';

/** The Security page of the dashboard. */
export class SecurityPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Fills in the form that changes the password, and sends it. */
  async changePassword(password: string, next: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Change password…' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Password until now').fill(password);
    await dialog.getByLabel('New password').fill(next);
    await dialog.getByLabel('Once more').fill(next);
    await dialog.getByRole('button', { name: 'Change password', exact: true }).click();
  }

  /** Names a passkey, types the password, and leaves the rest to the browser. */
  async addPasskey(password: string, name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a passkey…' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Name, to tell it from others').fill(name);
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Continue' }).click();
  }

  /** The field of the dialog that asks the password. */
  get password() {
    return this.page.getByRole('dialog').getByLabel('Password', { exact: true });
  }

  get passkeys() {
    return this.page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem');
  }

  async removePasskey(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Remove ${name}` }).click();
    await this.page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
  }

  /** Ticks what is lost, types the password, and deletes everything. */
  async wipe(password: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Delete everything from this device…' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('checkbox').check();
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Delete everything', exact: true }).click();
  }
}
