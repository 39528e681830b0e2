import { people } from '../../scripts/demo/people';
import { launchFacet, PASSWORD, type Facet } from './facet';
import { PopupPage } from './pages/popup';
import { SecurityPage } from './pages/security';
import { addAuthenticator } from './passkeys';
import { test } from './profile';
import { expect } from './test';
import { getPublicKey, isVerified, outcome, sign } from './window-nostr';

const { alice, ines } = people;
const NEXT = 'another horse battery';

const openSecurity = async (facet: Facet) => new SecurityPage(await facet.open('options.html#security'));

/** A page that is connected as Alice and may post. */
async function connect(facet: Facet, url: string) {
  const { page } = await facet.visit(`${url}plain.html`);
  const prompt = await facet.prompted(() => getPublicKey(page));
  await prompt.say('Everyday posts too');
  await prompt.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
  return page;
}

test('another password: the old one is dead after a restart, the new one opens, and accounts sign', async ({
  profile,
  relay,
  demo,
}) => {
  const first = await launchFacet({ profile });
  await first.ui.createVault(PASSWORD);
  await first.ui.setRelays([relay.url]);
  await first.ui.addSecretKey(alice.nsec);
  const page = await connect(first, demo.url);
  const security = await openSecurity(first);
  await security.changePassword('correct horse batterx', NEXT);
  await expect(security.page.getByText('That is not the password.')).toBeVisible();
  await security.page.keyboard.press('Escape');
  await security.changePassword(PASSWORD, NEXT);
  await expect(security.page.getByText('The password was changed.')).toBeVisible();
  expect((await sign(page)).pubkey).toBe(alice.pubkey);
  await first.stopWorker();
  expect((await sign(page)).pubkey).toBe(alice.pubkey);
  await first.close();

  const second = await launchFacet({ profile });
  const popup = new PopupPage(await second.open('popup.html'));
  await popup.unlock(PASSWORD);
  await expect(popup.page.getByText('That is not the password.')).toBeVisible();
  await popup.unlock(NEXT);
  await expect(popup.rows).toHaveCount(1);
  const again = await second.visit(`${demo.url}plain.html`);
  const event = await sign(again.page);
  expect(isVerified(event) && event.pubkey).toBe(alice.pubkey);
  await second.close();
});

test('a passkey opens the vault beside the password, until it is removed', async ({ ready }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const security = await openSecurity(ready);
  const { page } = security;
  const key = await addAuthenticator(page, { prf: true });
  await security.addPasskey('correct horse batterx', 'Blue key');
  await expect(page.getByText('That is not the password.')).toBeVisible();
  await expect(security.password).toHaveAttribute('aria-invalid', 'true');
  expect(await key.count()).toBe(0);
  await page.keyboard.press('Escape');
  await security.addPasskey(PASSWORD, 'Blue key');
  await expect(security.passkeys).toHaveText([/Blue key/]);

  await ready.ui.lock();
  const use = page.getByRole('button', { name: 'Use a passkey' });
  await use.click();
  await expect(security.passkeys).toHaveCount(1);
  const { vault, accounts } = await ready.snapshot();
  expect({ vault, accounts: accounts.map(({ pubkey }) => pubkey) }).toEqual({
    vault: 'unlocked',
    accounts: [alice.pubkey],
  });

  await ready.ui.lock();
  await key.refuse();
  await use.click();
  await expect(page.getByText('No passkey was used. Your password works as well.')).toBeVisible();
  expect((await ready.snapshot()).vault).toBe('locked');

  const popup = await ready.open('popup.html');
  const opened = ready.context.waitForEvent('page');
  await popup.getByRole('button', { name: 'Use a passkey' }).click();
  await expect((await opened).getByRole('button', { name: 'Use a passkey' })).toBeVisible();

  await ready.ui.unlock(PASSWORD);
  await security.removePasskey('Blue key');
  await expect(security.passkeys).toHaveCount(0);
  await ready.ui.lock();
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await expect(use).toHaveCount(0);
});

test('a locked vault opens with a passkey where an account is to be added', async ({ ready }) => {
  const security = await openSecurity(ready);
  const { page } = security;
  await addAuthenticator(page, { prf: true });
  await security.addPasskey(PASSWORD, 'Blue key');
  await expect(security.passkeys).toHaveCount(1);
  await ready.ui.lock();
  await page.goto(new URL('/onboarding.html#account', page.url()).href);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByLabel('Key, words or bunker link')).toBeVisible();
});

test('a passkey that makes no secret is refused with words, and another password takes the others away', async ({
  ready,
}) => {
  const security = await openSecurity(ready);
  const { page } = security;
  const plain = await addAuthenticator(page, { prf: false });
  await security.addPasskey(PASSWORD, 'Old key');
  await expect(page.getByText(/cannot keep a key for Facet/)).toBeVisible();
  await expect(security.password).not.toHaveAttribute('aria-invalid');
  expect((await ready.snapshot()).passkeys).toEqual([]);
  await page.keyboard.press('Escape');
  await plain.remove();

  await addAuthenticator(page, { prf: true });
  await security.addPasskey(PASSWORD, 'Blue key');
  await expect(security.passkeys).toHaveCount(1);
  await page.getByRole('button', { name: 'Change password…' }).click();
  await expect(page.getByText('Your passkey is removed. You can add it again afterwards.')).toBeVisible();
  await page.keyboard.press('Escape');
  await security.changePassword(PASSWORD, NEXT);
  await expect(security.passkeys).toHaveCount(0);
  expect((await ready.snapshot()).passkeys).toEqual([]);
});

test('an account that always asks the password signs for no rule and no click alone', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await connect(ready, demo.url);
  expect((await sign(page)).pubkey).toBe(alice.pubkey);
  const options = await ready.open('options.html');
  await options.getByRole('button', { name: `Details of ${alice.name}` }).click();
  const always = options.getByRole('switch', { name: /Always ask the password/ });
  await always.click();
  await expect(always).toBeChecked();

  const asked = sign(page, { content: 'with the password' });
  const prompt = await ready.nextPrompt();
  const field = prompt.page.getByLabel(/^Your password/);
  await expect(prompt.approve).toHaveText('Password first');
  await field.fill('correct horse batterx');
  await prompt.press();
  await expect(prompt.page.getByText('That is not the password.')).toBeVisible();
  expect(await ready.ui.getPrompts()).toHaveLength(1);
  await field.fill(PASSWORD);
  await prompt.allow();
  expect((await asked).content).toBe('with the password');
  await expect.poll(() => ready.prompts().length).toBe(0);

  const next = await ready.prompted(() => outcome(sign(page)));
  await next.reject();
  await expect.poll(() => ready.prompts().length).toBe(0);
  expect(await getPublicKey(page)).toBe(alice.pubkey);

  await always.click();
  const dialog = options.getByRole('dialog');
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Stop asking' }).click();
  await expect(always).not.toBeChecked();
  expect((await sign(page)).pubkey).toBe(alice.pubkey);
});

test('deleting everything leaves nothing, and tells web pages nothing', async ({ ready, demo }) => {
  for (const { nsec } of [alice, ines]) await ready.ui.addSecretKey(nsec);
  const page = await connect(ready, demo.url);
  await page.evaluate(() => {
    window.heard = [];
    nostr.on('accountChanged', (pubkey) => window.heard?.push({ by: 'on', pubkey }));
  });
  const waiting = outcome(sign(page, { kind: 0, content: '{}' }));
  await ready.nextPrompt();
  const security = await openSecurity(ready);
  await security.wipe('correct horse batterx');
  await expect(security.page.getByText('That is not the password.')).toBeVisible();
  await security.page.keyboard.press('Escape');
  await security.wipe(PASSWORD);
  await expect(security.page.getByText('Facet is not set up yet.')).toBeVisible();
  expect(await waiting).toMatch(/locked/);
  await expect.poll(() => ready.prompts().length).toBe(0);
  expect(await ready.snapshot()).toMatchObject({ vault: 'empty', accounts: [], sites: [], passkeys: [] });

  const left = await security.page.evaluate(async () => {
    const { storage } = (
      globalThis as unknown as { chrome: { storage: Record<string, { get(): Promise<object> }> } }
    ).chrome;
    return JSON.stringify([await storage['session']?.get(), await storage['local']?.get()]);
  });
  for (const trace of [alice.pubkey, ines.pubkey, 'dek', 'snapshot']) expect(left).not.toContain(trace);
  await ready.stopWorker();
  expect((await ready.snapshot()).vault).toBe('empty');
  expect(await page.evaluate(() => nostr.isEnabled())).toBe(false);
  expect(await page.evaluate(() => window.heard)).toEqual([]);

  await ready.ui.createVault(NEXT);
  expect(await ready.snapshot()).toMatchObject({ vault: 'unlocked', accounts: [], sites: [] });
});
