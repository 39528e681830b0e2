import { expect } from '@playwright/test';
import { Screen } from './screen';

/** The toolbar popup, opened as a page about one tab. */
export class FirefoxPopup extends Screen {
  /**
   * Makes an account the one of the tab, its site or everywhere, and waits until the popup shows it. Where that would
   * show the site that two accounts are one person's, it may know.
   */
  async switchTo(
    name: string,
    scope: 'This tab' | 'This container' | 'This site' | 'Everywhere',
  ): Promise<void> {
    await this.choose(scope);
    await this.click(`[role=list][aria-label="Accounts"] button ::-p-text(${name})`);
    const isAsked = () =>
      this.page.$eval('body', (body) => body.querySelector('[role=alertdialog]') !== null);
    const isHere = () => this.page.$eval('#who', (who, wanted) => who.textContent.includes(wanted), name);
    await expect.poll(async () => (await isHere()) || (await isAsked())).toBe(true);
    if (await isAsked()) await this.click('[role=alertdialog] .btn.ink');
    await expect.poll(isHere).toBe(true);
  }

  async lock(): Promise<void> {
    await this.press('button', 'Lock now');
    await this.says('Locked');
  }

  async unlock(password: string): Promise<void> {
    await this.type('Password', password);
    await this.press('button', 'Unlock');
  }
}
