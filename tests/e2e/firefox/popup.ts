import { expect } from '@playwright/test';
import { Screen } from './screen';

/** The toolbar popup, opened as a page about one tab. */
export class FirefoxPopup extends Screen {
  /** Makes an account the one of the tab, its site or everywhere, and waits until the popup shows it. */
  async switchTo(name: string, scope: 'This tab' | 'This site' | 'Everywhere'): Promise<void> {
    await this.choose(scope);
    await this.click(`ul[aria-label="Accounts"] button ::-p-text(${name})`);
    await expect.poll(() => this.page.$eval('#who', (who) => who.textContent)).toContain(name);
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
