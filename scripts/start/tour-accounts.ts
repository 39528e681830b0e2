import { expect } from '@playwright/test';
import { OnboardingPage } from '../../tests/e2e/pages/onboarding.ts';
import { PopupPage } from '../../tests/e2e/pages/popup.ts';
import { people } from '../demo/people.ts';
import type { Launched } from './launch.ts';
import type { Report } from './report.ts';

const PASSWORD = 'a password for the demo only';

/** A new vault with three accounts: one by nsec, one by hex, one made on the spot. */
export async function addAccounts({ context, toUrl }: Launched, { step }: Report): Promise<void> {
  const { alice, ines } = people;
  const [page = await context.newPage()] = context.pages();
  const onboarding = new OnboardingPage(page);
  const addAnother = async () => {
    await page.goto('about:blank');
    await page.goto(toUrl('onboarding.html#account'));
  };

  await step('Chose a password', async () => {
    await page.goto(toUrl('onboarding.html'));
    await onboarding.choosePassword(PASSWORD);
    return page;
  });
  await step(`Added ${alice.name} by nsec`, async () => {
    await onboarding.addKey(alice.nsec);
    await onboarding.waitUntilDone();
    return page;
  });
  await step(`Added ${ines.name} by hex key`, async () => {
    await addAnother();
    await onboarding.addKey(ines.hex);
    await onboarding.waitUntilDone();
  });
  await step('Created a new account, called Otter', async () => {
    await addAnother();
    await onboarding.createAccount('Otter');
    await onboarding.waitUntilDone();
  });
  await step('Profiles, follows and mutes arrived from the relay', async () => {
    const popup = await PopupPage.open(context, toUrl('popup.html'));
    await expect(popup.rows).toHaveCount(3);
    for (const { name, follows, mutes } of [alice, ines]) {
      await expect(popup.row(name)).toContainText(`Follows: ${follows}`);
      await expect(popup.row(name)).toContainText(`Mutes: ${mutes}`);
    }
    return popup.page;
  });
}
