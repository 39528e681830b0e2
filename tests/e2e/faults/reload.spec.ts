import { people } from '../../../scripts/demo/people';
import { launchFacet, PASSWORD } from '../facet';
import { PopupPage } from '../pages/popup';
import { test, useDeveloperMode } from '../profile';
import { expect } from '../test';
import { getPublicKey, outcome, sign } from '../window-nostr';

const { alice } = people;

test('a reload of Facet under an open page ends every call that is under way with words, and later ones too', async ({
  profile,
  relay,
  demo,
}) => {
  await useDeveloperMode(profile);
  const facet = await launchFacet({ profile });
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([relay.url]);
  await facet.ui.addSecretKey(alice.nsec);
  const { page } = await facet.visit(`${demo.url}plain.html`);
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);

  // the person is asked about the first one; the others wait behind it
  const drafts = [0, 10_002, 3].map((kind) => outcome(sign(page, { kind, content: '' })));
  await facet.nextPrompt();
  await facet.reload();
  const words = 'Facet was updated; please reload this page';
  expect(await Promise.all(drafts)).toEqual([words, words, words]);
  const calls: Promise<unknown>[] = [
    getPublicKey(page),
    sign(page),
    page.evaluate(() => nostr.getRelays()),
    page.evaluate((pubkey) => nostr.nip44.encrypt(pubkey, 'x'), alice.pubkey),
  ];
  expect(await Promise.all(calls.map(outcome))).toEqual([words, words, words, words]);

  const popup = new PopupPage(await facet.open('popup.html'));
  await popup.unlock(PASSWORD);
  await expect(popup.rows).toHaveCount(1);
  await page.reload();
  expect(await getPublicKey(page)).toBe(alice.pubkey);
  await facet.close();
});
