import { expect } from '@playwright/test';
import type { ElementHandle } from 'puppeteer-core';
import { Screen } from './screen';

/** The Backup page of the dashboard. */
export class FirefoxBackupPage extends Screen {
  /** Saves a backup under a password of its own, and resolves to the name that the page says it was saved as. */
  async save(password: string, own: string): Promise<string> {
    await this.type('Your Facet password', password);
    await this.choose('Give the file a password of its own');
    await this.type('Password of the file', own);
    await this.type('Once more', own);
    await this.press('button', 'Save backup');
    const named = /Saved as (\S+\.json)\./;
    await expect.poll(() => this.text, { message: 'the page says that it was saved' }).toMatch(named);
    return named.exec(await this.text)?.[1] ?? '';
  }

  /** Opens the file at this path to look into it. */
  async look(path: string, password: string): Promise<void> {
    await this.choose('Restore');
    await this.page.bringToFront();
    const found = await this.page.waitForSelector('input[type=file]');
    const field = found as ElementHandle<HTMLInputElement>; // it waits until there is one
    await field.uploadFile(path);
    await this.type('Password of the backup', password);
    await this.press('button', 'Show what is in it');
  }

  /** What the row of an account says in the preview. */
  row(name: string): Promise<string | undefined> {
    const find = (wanted: string) =>
      [...document.querySelectorAll('tbody tr')]
        .map((row) => (row as HTMLElement).innerText)
        .find((text) => text.includes(wanted));
    return this.page.evaluate(find, name);
  }
}
