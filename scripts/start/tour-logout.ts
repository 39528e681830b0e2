import { expect } from '@playwright/test';
import { PopupPage } from '../../tests/e2e/pages/popup.ts';
import { people } from '../demo/people.ts';
import type { Launched } from './launch.ts';
import type { Report } from './report.ts';

/** Out with one account, then with all. */
export async function logOut({ context, toUrl }: Launched, { step }: Report): Promise<void> {
  const popup = await PopupPage.open(context, toUrl('popup.html'));
  await step(`Logged out ${people.alice.name}`, async () => {
    await popup.row(people.alice.name).press('Enter');
    await expect(popup.who).toHaveText(people.alice.name);
    await popup.logOut(people.alice.name);
    await expect(popup.rows).toHaveCount(2);
    return popup.page;
  });
  await step('Logged out all accounts', async () => {
    await popup.logOutAll();
    return popup.page;
  });
}
