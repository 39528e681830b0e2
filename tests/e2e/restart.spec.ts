import { people } from '../../scripts/demo/people';
import { launchFacet, PASSWORD, type Facet } from './facet';
import { findInFolder, toTraces } from './disk-search';
import { OnboardingPage } from './pages/onboarding';
import { PopupPage } from './pages/popup';
import { SecurityPage } from './pages/security';
import { test, useDeveloperMode } from './profile';
import { expect } from './test';
import { getPublicKey, isVerified, outcome, sign } from './window-nostr';

const { alice, ines } = people;

/** Password and both kinds of key typed as a person types them. */
async function onboard(facet: Facet, relayUrl: string): Promise<void> {
  const onboarding = new OnboardingPage(await facet.open('onboarding.html'));
  await onboarding.choosePassword(PASSWORD);
  await facet.ui.setRelays([relayUrl]);
  await onboarding.addKey(alice.nsec);
  await onboarding.waitUntilDone();
  const another = new OnboardingPage(await facet.open('onboarding.html#account'));
  await another.addKey(ines.hex);
  await another.waitUntilDone();
}

test('after a restart the accounts are there, locked, and connected sites still are', async ({
  profile,
  relay,
  demo,
}) => {
  const first = await launchFacet({ profile });
  await onboard(first, relay.url);
  const { page } = await first.visit(`${demo.url}plain.html`);
  const connect = await first.prompted(() => getPublicKey(page));
  await connect.say(alice.name);
  await connect.say('Everyday posts too');
  await connect.allow();
  await expect.poll(() => first.prompts().length).toBe(0);
  const before = await first.snapshot();
  await first.close();

  const second = await launchFacet({ profile });
  const popup = new PopupPage(await second.open('popup.html'));
  await expect(popup.page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  expect(await second.snapshot()).toMatchObject({ vault: 'locked', accounts: [], sites: [] });
  await popup.unlock(PASSWORD);
  await expect(popup.rows).toHaveCount(2);
  const after = await second.snapshot();
  expect(after.sites).toEqual(before.sites);
  expect(after.accounts.map(({ pubkey }) => pubkey)).toEqual([alice.pubkey, ines.pubkey]);

  const again = await second.visit(`${demo.url}plain.html`);
  expect(await getPublicKey(again.page)).toBe(alice.pubkey);
  const event = await sign(again.page);
  expect(isVerified(event) && event.pubkey).toBe(alice.pubkey);
  expect(second.prompts()).toEqual([]);
  await second.close();
});

test('after an update accounts and sites are there, and a page left behind is told to reload', async ({
  profile,
  relay,
  demo,
}) => {
  await useDeveloperMode(profile);
  const facet = await launchFacet({ profile });
  await onboard(facet, relay.url);
  const { page } = await facet.visit(`${demo.url}plain.html`);
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
  const before = await facet.snapshot();

  await facet.reload();
  expect(await outcome(getPublicKey(page))).toBe('Facet was updated; please reload this page');
  const popup = new PopupPage(await facet.open('popup.html'));
  await popup.unlock(PASSWORD);
  await expect(popup.rows).toHaveCount(2);
  await page.reload();
  expect(await getPublicKey(page)).toBe(before.current);
  await facet.close();
});

test('no secret key, nsec or password is anywhere in the profile folder', async ({
  profile,
  relay,
  demo,
}) => {
  const facet = await launchFacet({ profile });
  await onboard(facet, relay.url);
  const { page } = await facet.visit(`${demo.url}plain.html`);
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.allow();
  const prompt = await facet.prompted(() => sign(page, { content: 'left on disk?' }));
  await prompt.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
  await facet.ui.lock();
  const popup = new PopupPage(await facet.open('popup.html'));
  await popup.unlock(PASSWORD);
  await expect(popup.rows).toHaveCount(2);
  const next = 'another horse battery';
  const security = new SecurityPage(await facet.open('options.html#security'));
  await security.changePassword(PASSWORD, next);
  await expect(security.page.getByText('The password was changed.')).toBeVisible();
  await popup.lock();
  await facet.close();

  const secrets = {
    ...toTraces('key of Alice', alice.secretKey),
    ...toTraces('key of Ines', ines.secretKey),
    ...toTraces('nsec of Alice', alice.nsec),
    ...toTraces('nsec of Ines', ines.nsec),
    ...toTraces('hex of Ines', ines.hex),
    ...toTraces('hex of Alice', alice.hex),
    ...toTraces('password', PASSWORD),
    ...toTraces('next password', next),
  };
  // the search itself must work: the name of the extension's own page is in the profile
  expect(await findInFolder(profile, toTraces('page', 'onboarding.html'))).not.toEqual([]);
  expect(await findInFolder(profile, secrets)).toEqual([]);
});
