import { createHash } from 'node:crypto';
import { nsecEncode } from 'nostr-tools/nip19';
import { encrypt } from 'nostr-tools/nip49';
import { finalizeEvent, getPublicKey as toPubkey } from 'nostr-tools/pure';
import nip06 from '../vectors/nip06.json' with { type: 'json' };
import { gootiOf, keysBandOf, nos2xFoxOf } from '../unit/support/exports';
import { pubkeyOf, secretOf } from '../unit/support/keys';
import { people } from '../../scripts/demo/people';
import type { Facet } from './facet';
import { ImportPage } from './pages/import';
import { OnboardingPage } from './pages/onboarding';
import { expect, test } from './test';
import { getPublicKey, isVerified, outcome, sign } from './window-nostr';

/** What is found inside a page of Facet. */
declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };

const { alice, harbour } = people;
const [phrase] = nip06.phrases as [(typeof nip06.phrases)[number]];
const secret = (index: number) =>
  new Uint8Array(createHash('sha256').update(`facet import ${index}`).digest());
const listOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `Person ${index} ${nsecEncode(secret(index))}`).join('\n');

/** Connects a website as the current account and lets it sign a note. */
async function expectSigns(facet: Facet, url: string, pubkey: string): Promise<void> {
  const { page } = await facet.visit(`${url}plain.html`);
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.allow();
  let signed: ReturnType<typeof sign> | undefined;
  const prompt = await facet.prompted(() => (signed = sign(page)));
  await prompt.allow();
  const event = await signed;
  expect(event && isVerified(event) && event.pubkey).toBe(pubkey);
  await page.close();
}

const pubkeys = async (facet: Facet) => (await facet.snapshot()).accounts.map(({ pubkey }) => pubkey);
const openOnboarding = async (facet: Facet, place = 'account') =>
  new OnboardingPage(await facet.open(`onboarding.html#${place}`));

test('an encrypted key asks its password, comes in with it, and signs', async ({ ready, demo }) => {
  const onboarding = await openOnboarding(ready);
  await onboarding.typeKey(encrypt(alice.secretKey, 'its own password', 4), 'Alice');
  await onboarding.page.getByLabel('Password of this key').fill('not this one');
  await onboarding.submit('Add account');
  await expect(onboarding.problem).toContainText('not the password of this key');
  await onboarding.page.getByLabel('Password of this key').fill('its own password');
  await onboarding.submit('Add account');
  await onboarding.waitUntilDone();
  await expectSigns(ready, demo.url, alice.pubkey);
});

test('an encrypted key of somebody who is watched is added to them after asking', async ({ ready, demo }) => {
  await ready.ui.addWatchOnly(harbour.pubkey, harbour.name);
  const onboarding = await openOnboarding(ready);
  await onboarding.typeKey(encrypt(harbour.secretKey, 'its own password', 4));
  await onboarding.page.getByLabel('Password of this key').fill('its own password');
  await onboarding.submit('Add account');
  await expect(
    onboarding.page.getByText(`${harbour.name} is here as watch-only. Add its key?`),
  ).toBeVisible();
  expect((await ready.snapshot()).accounts).toMatchObject([{ kind: 'watch-only' }]);
  await onboarding.submit('Add key');
  await onboarding.waitUntilDone();
  expect((await ready.snapshot()).accounts).toMatchObject([{ kind: 'secret-key', name: harbour.name }]);
  await expectSigns(ready, demo.url, harbour.pubkey);
});

test('seed words show their accounts, and those that are picked come in and sign', async ({
  ready,
  relay,
  demo,
}) => {
  const [first] = phrase.accounts;
  const profile = { kind: 0, content: '{"name":"Somebody I was"}', tags: [], created_at: 1_700_000_000 };
  await relay.publish(finalizeEvent(profile, Buffer.from(first?.secretKey ?? '', 'hex')));
  const onboarding = await openOnboarding(ready);
  await onboarding.typeKey(phrase.words.replace('ring', 'rnig'));
  await onboarding.submit('Find accounts');
  await expect(onboarding.problem).toContainText('Word number 4');
  await onboarding.typeKey(phrase.words.toUpperCase());
  await onboarding.submit('Find accounts');
  await onboarding.submit('Show more');
  const rows = onboarding.page.locator('.pick');
  await expect(rows).toHaveCount(20);
  await expect(rows.nth(0)).toContainText('Somebody I was');
  await expect(rows.nth(0)).toContainText('Last seen');
  expect(await pubkeys(ready)).toEqual([]);
  await rows.nth(0).click();
  await rows.nth(10).click();
  const { context } = ready;
  const dashboard = context.waitForEvent('page', (page) => page.url().includes('options.html'));
  await onboarding.submit('Add 2 accounts');
  await expect((await dashboard).getByRole('heading', { name: 'Accounts' })).toBeVisible();
  const wanted = [0, 10].map((index) => phrase.accounts.find((each) => each.index === index)?.pubkey ?? '');
  expect(await pubkeys(ready)).toEqual(wanted);
  await expectSigns(ready, demo.url, wanted[0] ?? '');
});

test('somebody to watch is known to a website and can never sign for it', async ({ ready, demo }) => {
  const popup = await ready.open('popup.html');
  const opened = ready.context.waitForEvent('page', (page) => page.url().includes('onboarding.html'));
  await popup.getByRole('button', { name: 'Just watch someone' }).click();
  const page = await opened;
  const field = page.getByLabel('npub, nprofile, hex or address');
  await field.fill(alice.nsec);
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('private key');
  await field.fill(harbour.pubkey); // 64 digits are a public key here
  await expect(page.getByText('It cannot sign')).toBeVisible();
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /^Hello/ }).waitFor();

  const site = (await ready.visit(`${demo.url}plain.html`)).page;
  let key: Promise<string> | undefined;
  const connect = await ready.prompted(() => (key = getPublicKey(site)));
  await connect.allow();
  expect(await key).toBe(harbour.pubkey);
  expect(await outcome(sign(site))).toContain('watch-only');
  expect(await ready.ui.getPrompts()).toEqual([]);
});

test('a key for somebody who is watched is added after asking, and then signs', async ({ ready, demo }) => {
  await ready.ui.addWatchOnly(harbour.npub, 'Harbour Press');
  const onboarding = await openOnboarding(ready);
  await onboarding.typeKey(harbour.npub);
  await expect(onboarding.page.getByText('You have this account already')).toBeVisible();
  await onboarding.typeKey(harbour.nsec);
  await expect(onboarding.page.getByText('Harbour Press is here as watch-only. Add its key?')).toBeVisible();
  await onboarding.submit('Add key');
  await onboarding.waitUntilDone();
  expect((await ready.snapshot()).accounts).toMatchObject([
    { pubkey: harbour.pubkey, kind: 'secret-key', name: 'Harbour Press' },
  ]);
  await expectSigns(ready, demo.url, harbour.pubkey);
});

test('exports of other signers come in from a file, a paste and the field of one key', async ({
  ready,
  demo,
}) => {
  const first = new ImportPage(await ready.open('onboarding.html#account/import'));
  const buffer = Buffer.from(keysBandOf('ada', 'bob'));
  await first.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'keys.json', mimeType: 'application/json', buffer });
  await expect(first.line('Unknown')).toContainText('No key in it');
  await first.line('bob').click();
  await first.add(1);
  await first.waitUntilAdded(1);
  expect(await pubkeys(ready)).toEqual([pubkeyOf('ada')]);

  const second = new ImportPage(await ready.open('onboarding.html#account/import'));
  await second.paste(gootiOf(['ada', 'bob', 'eve'], 'a gooti password'));
  await second.page.getByLabel('Password of Gooti').fill('another');
  await second.add(3);
  await expect(second.problem).toContainText('3 keys do not open with this password');
  expect(await pubkeys(ready)).toHaveLength(1);
  await second.page.getByLabel('Password of Gooti').fill('a gooti password');
  await second.add(3);
  await second.waitUntilAdded(2);
  await expect(second.page.getByText('1 was here already.')).toBeVisible();

  const third = await openOnboarding(ready);
  await third.typeKey(nos2xFoxOf('zoe', { name: 'Zoe', pin: '1234' }));
  await third.submit('Show what is in it');
  await third.page.getByLabel('PIN of nos2x-fox').fill('1234');
  await third.submit('Add 1 account');
  await new ImportPage(third.page).waitUntilAdded(1);
  const people = ['ada', 'bob', 'eve', 'zoe'];
  expect(await pubkeys(ready)).toEqual(people.map(pubkeyOf));
  await ready.ui.switchAccount(pubkeyOf('zoe'), 'all');
  await expectSigns(ready, demo.url, toPubkey(secretOf('zoe')));
});

test('an import of 50 that dies at any moment leaves all of them or none', async ({ ready }) => {
  test.setTimeout(300_000);
  const text = listOf(50);
  const lines = Array.from({ length: 50 }, (_, line) => line);
  const began = Date.now();
  await ready.ui.importAccounts(text, lines);
  const took = Date.now() - began;
  await ready.ui.logoutAll();
  const left: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const page = await ready.open('manifest.json');
    const done = page.evaluate(
      ([args, wait]) =>
        new Promise<void>((resolve) => {
          const message = { facet: 'ui', method: 'importAccounts', args };
          void chrome.runtime
            .sendMessage(message)
            .catch(() => undefined)
            .then(() => resolve());
          setTimeout(() => (document.title = 'now'), wait);
        }),
      [[text, lines], (took * 1.1 * round) / 20] as const,
    );
    await page.waitForFunction(() => document.title === 'now');
    await ready.stopWorker();
    await done;
    await page.close();
    const { accounts } = await ready.snapshot();
    left.push(accounts.length);
    if (accounts.length > 0) await ready.ui.logoutAll();
  }
  expect(left.filter((count) => count !== 0 && count !== 50)).toEqual([]);
  expect(left).toContain(0);
});

test('an import whose worker dies says that nothing was added, and can be tried again', async ({ ready }) => {
  const page = new ImportPage(await ready.open('onboarding.html#account/import'));
  await page.paste(`${encrypt(secret(901), 'slow', 16)}\n`.repeat(24));
  await page.page.getByLabel('Password of these keys').fill('slow');
  await page.add(24);
  await expect(page.page.getByText(/^[2-6] of 24$/)).toBeVisible({ timeout: 30_000 });
  await ready.stopWorker();
  await expect(page.problem).toContainText('Nothing was added');
  expect(await pubkeys(ready)).toEqual([]);
  await page.add(24);
  await page.waitUntilAdded(1);
});
