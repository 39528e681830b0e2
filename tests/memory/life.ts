/** Everything that Facet is for, done by one person: secrets come in by the keyboard, key by key, as from a hand. */
import type { Locator, Page } from '@playwright/test';
import { nsecEncode } from 'nostr-tools/nip19';
import type { RuleDraft } from '../../lib/rpc/rules';
import { closeWelcome } from '../e2e/close-welcome';
import type { Facet } from '../e2e/facet';
import { OnboardingPage } from '../e2e/pages/onboarding';
import type { PopupPage } from '../e2e/pages/popup';
import { RemoteSignerPage } from '../e2e/pages/remote-signer';
import { expect } from '../e2e/test';
import { getPublicKey, sign } from '../e2e/window-nostr';
import type { Belongings } from './belongings';

/** Into a field, so that neither the protocol nor the page's own scripts ever hold the whole text but for Facet's. */
async function type(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.page().keyboard.type(text);
}

const exactly = (page: Page, label: string): Locator => page.getByLabel(label, { exact: true });

/** A vault with an account of every kind that has a key. */
export async function settle(facet: Facet, own: Belongings, relay: string, bunker: string): Promise<void> {
  await closeWelcome(facet);
  const { page, ...first } = await openSteps(facet, 'onboarding.html');
  for (const label of ['Password', 'Once more']) await type(exactly(page, label), own.password);
  await first.steps.submit('Continue');
  await page.getByRole('radio', { name: 'I have one' }).waitFor();
  await facet.ui.setRelays([relay]);
  await first.steps.createAccount('Made here');
  await first.steps.waitUntilDone();
  await page.close();

  const give = async (text: string, finish: (steps: OnboardingPage) => Promise<void>) => {
    const opened = await openSteps(facet, 'onboarding.html#account');
    await opened.page.getByRole('radio', { name: 'I have one' }).check();
    await type(exactly(opened.page, 'Key, words or bunker link'), text);
    await finish(opened.steps);
    await opened.steps.waitUntilDone();
    await opened.page.close();
  };
  const add = (steps: OnboardingPage) => steps.submit('Add account');
  await give(nsecEncode(own.byNsec), add);
  await give(Buffer.from(own.byHex).toString('hex'), add);
  await give(own.sealed.ncryptsec, async (steps) => {
    await type(exactly(steps.page, 'Password of this key'), own.sealed.password);
    await add(steps);
  });
  await give(own.words, async (steps) => {
    await steps.submit('Find accounts');
    await steps.page.locator('.pick').first().click();
    await steps.submit('Add 1 account');
  });

  const remote = new RemoteSignerPage(await facet.open('onboarding.html#account'));
  await remote.start();
  await remote.connect(bunker);
  await remote.add('Elsewhere');
  await remote.page.close();
}

async function openSteps(facet: Facet, path: string) {
  const page = await facet.open(path);
  return { page, steps: new OnboardingPage(page) };
}

/** Unlocks in the popup, as every day begins. */
export async function unlock(popup: PopupPage, password: string): Promise<void> {
  await type(exactly(popup.page, 'Password'), password);
  await popup.page.keyboard.press('Enter');
  await expect(popup.who).toBeVisible();
}

/** Every account signs by rule, encrypts and decrypts for a website; one of them signs in a prompt. */
export async function use(facet: Facet, site: Page, peer: string): Promise<void> {
  const { origin } = new URL(site.url());
  const { accounts } = await facet.snapshot();
  for (const { pubkey } of accounts) {
    const rule = { pubkey, origin, effect: 'allow', lasts: 'always' } as const;
    const rules: RuleDraft[] = [
      { ...rule, method: 'connect' },
      { ...rule, method: 'signEvent', kind: 1 },
      { ...rule, method: 'nip44.encrypt', peer },
      { ...rule, method: 'nip44.decrypt', peer, lasts: 'restart' }, // no yes to decrypt lasts longer
    ];
    for (const each of rules) await facet.ui.saveRule(each);
    await facet.ui.setSiteAccount(origin, pubkey);
    expect(await getPublicKey(site)).toBe(pubkey);
    for (let note = 0; note < 5; note += 1) await sign(site, { content: `note ${note}` });
    const opened = await site.evaluate(
      async (to) => nostr.nip44.decrypt(to, await nostr.nip44.encrypt(to, 'for your eyes')),
      peer,
    );
    expect(opened).toBe('for your eyes');
  }
  const prompt = await facet.prompted(() => sign(site, { kind: 7, content: '+', tags: [['e', peer]] }));
  await prompt.allow();
}

/** A key is shown, copied and hidden in the dashboard. */
export async function reveal(page: Page, name: string, password: string): Promise<void> {
  await page.getByRole('button', { name: `Details of ${name}` }).click();
  await page.getByRole('button', { name: 'Show private key…' }).click();
  const dialog = page.getByRole('dialog');
  await type(exactly(page, 'Password'), password);
  await dialog.getByRole('button', { name: 'Show for 60 seconds' }).click();
  await dialog.locator('button', { hasText: 'Copy' }).click();
  await dialog.getByRole('button', { name: 'Hide now' }).click();
}

/** A backup is saved, under a password of its own. */
export async function backUp(page: Page, { password, filePassword }: Belongings): Promise<void> {
  await type(exactly(page, 'Your Facet password'), password);
  await page.getByLabel('Give the file a password of its own').check();
  for (const label of ['Password of the file', 'Once more']) await type(exactly(page, label), filePassword);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save backup' }).click();
  await (await downloading).path();
}
