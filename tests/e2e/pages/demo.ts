import type { Locator, Page } from '@playwright/test';

/** The demo page, which is a website as far as Facet is concerned. */
export class DemoPage {
  readonly page: Page;
  /** Shown when the page cannot say who the person is. */
  readonly problem: Locator;
  readonly connectButton: Locator;
  readonly name: Locator;
  readonly npub: Locator;
  readonly changes: Locator;
  readonly notes: Locator;

  constructor(page: Page) {
    this.page = page;
    const who = page.getByRole('region', { name: 'Who am I' });
    this.problem = who.getByRole('alert');
    this.connectButton = who.getByRole('button', { name: 'Connect' });
    this.name = page.locator('#my-name');
    this.npub = page.locator('#my-npub');
    this.changes = page.getByRole('region', { name: 'Account changes' }).getByRole('listitem');
    this.notes = page.getByRole('region', { name: 'Feed' }).getByRole('article');
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.notes.first().waitFor();
  }

  /** Asks who the person is, which opens a prompt the first time. */
  async connect(): Promise<void> {
    await this.connectButton.click();
  }

  /** Writes a note and presses Post, which opens a prompt unless a rule allows it. */
  async post(text: string): Promise<void> {
    const card = this.page.getByRole('region', { name: 'A note' });
    await card.getByLabel('Your note').fill(text);
    await card.getByRole('button', { name: 'Post' }).click();
  }

  /** What became of the last note: that it was posted, or the error in words. */
  get postResult(): Locator {
    return this.page
      .getByRole('region', { name: 'A note' })
      .locator('[role=status], [role=alert]')
      .filter({ visible: true });
  }

  /** The note with this text in the feed; it is there only if its signature verified. */
  note(text: string): Locator {
    return this.notes.filter({ hasText: text });
  }

  /** Encrypts a message to somebody and decrypts it back; opens prompts unless rules allow it. */
  async exchangeSecret(to: string, scheme: 'NIP-44' | 'NIP-04', message: string): Promise<void> {
    const card = this.page.getByRole('region', { name: 'A secret' });
    await card.getByLabel('To').selectOption({ label: to });
    await card.getByRole('radio', { name: scheme }).check();
    await card.getByLabel('Message').fill(message);
    await card.getByRole('button', { name: 'Encrypt and decrypt' }).click();
  }

  /** What became of the last secret: that it came back whole, or the error in words. */
  get secretResult(): Locator {
    return this.page
      .getByRole('region', { name: 'A secret' })
      .locator('[role=status], [role=alert]')
      .filter({ visible: true });
  }
}
