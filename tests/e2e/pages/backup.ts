import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';

/** The Backup page of the dashboard. */
export class BackupPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Saves a backup, under a password of its own if there is one, and returns the file that was downloaded. */
  async save(password: string, own?: string): Promise<{ name: string; text: string }> {
    await this.page.getByLabel('Your Facet password', { exact: true }).fill(password);
    if (own !== undefined) {
      await this.page.getByLabel('Give the file a password of its own').check();
      await this.page.getByLabel('Password of the file', { exact: true }).fill(own);
      await this.page.getByLabel('Once more', { exact: true }).fill(own);
    }
    const downloading = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Save backup' }).click();
    const download = await downloading;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  /** Opens a file to look into it or to check it. */
  async use(what: 'Check' | 'Restore', text: string, password: string): Promise<void> {
    await this.page.getByRole('radio', { name: what, exact: true }).check({ force: true });
    const file = { name: 'backup.json', mimeType: 'application/json', buffer: Buffer.from(text) };
    await this.page.getByLabel('Choose a backup file').setInputFiles(file);
    await this.page.getByLabel('Password of the backup', { exact: true }).fill(password);
    const button = what === 'Check' ? 'Check backup' : 'Show what is in it';
    await this.page.getByRole('button', { name: button }).click();
  }

  /** The row of an account in the preview or in the report. */
  row(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name });
  }
}
