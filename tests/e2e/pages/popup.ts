import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';

const SCOPES = { tab: 'This tab', container: 'This container', site: 'This site', all: 'Everywhere' };

/** The toolbar popup, opened as a page for one tab. */
export class PopupPage {
  readonly page: Page;
  /** The name of the account of the tab. */
  readonly who: Locator;
  readonly rows: Locator;
  readonly search: Locator;
  /** The question before a site is told of a second account, and those before a loss. */
  readonly question: Locator;

  constructor(page: Page) {
    this.page = page;
    this.who = page.locator('#who');
    this.rows = page.getByRole('list', { name: 'Accounts' }).getByRole('button');
    this.search = page.getByRole('searchbox', { name: 'Search accounts' });
    this.question = page.getByRole('alertdialog');
  }

  /** Opens the popup at its address; `tabId` is the tab whose toolbar it belongs to, absent for none. */
  static async open(context: BrowserContext, url: string, tabId?: number): Promise<PopupPage> {
    const popup = new PopupPage(await context.newPage());
    await popup.page.goto(tabId === undefined ? url : `${url}?tab=${tabId}`);
    return popup;
  }

  /** The row of an account. */
  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  scope(scope: keyof typeof SCOPES): Locator {
    return this.page.getByRole('radio', { name: SCOPES[scope] });
  }

  /** Waits until a screen reader has heard this. */
  async says(text: string): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: text })).toHaveCount(1);
  }

  /** Presses Tab, or Shift+Tab, until this has the focus. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab'): Promise<void> {
    const isThere = () => target.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 30 && !(await isThere()); presses += 1)
      await this.page.keyboard.press(key);
    await expect(target).toBeFocused();
  }

  /**
   * Switches to an account and waits until the popup shows it as the one here. Where that would show the site that
   * two accounts are one person's, it may know.
   */
  async switchTo(name: string, scope?: keyof typeof SCOPES): Promise<void> {
    if (scope) await this.scope(scope).check();
    // a strip above the list that comes or goes moves the rows under a mouse; who has the focus stays
    await this.row(name).press('Enter');
    const isHere = this.who.filter({ hasText: name });
    await expect(isHere.or(this.question)).toBeVisible();
    if (await this.question.isVisible()) {
      await this.question.getByRole('button', { name: /^Switch to / }).click();
    }
    await expect(this.who).toHaveText(name);
  }

  async unlock(password: string): Promise<void> {
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Unlock' }).click();
  }

  async lock(): Promise<void> {
    await this.page.getByRole('button', { name: 'Lock now' }).click();
    await this.page.getByRole('heading', { name: 'Locked' }).waitFor();
  }

  /** Logs out the account of the tab, though its key has no other copy. */
  async logOut(name: string): Promise<void> {
    await this.#chooseFromMenu(`Log out ${name}…`);
    await this.page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^(Delete the key|Log out)$/ })
      .click();
  }

  /** Logs out every account; asked twice. */
  async logOutAll(): Promise<void> {
    await this.#chooseFromMenu('Log out all accounts…');
    const dialog = this.page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Log out all…' }).click();
    await dialog.getByRole('button', { name: /^Delete (all )?\d+ keys?$/ }).click();
    await this.page.getByRole('heading', { name: 'Who will you be?' }).waitFor();
  }

  async #chooseFromMenu(item: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More', exact: true }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}
