import { finalizeEvent } from 'nostr-tools/pure';
import { people } from '../../scripts/demo/people';
import { startRelay } from '../../scripts/relay/relay';
import { PASSWORD } from './facet';
import { OnboardingPage } from './pages/onboarding';
import { expect, test } from './test';
import { isVerified } from './window-nostr';

const { alice } = people;

test('a new identity made while the relay is down is published when it is back, though the worker died in between', async ({
  facet,
}) => {
  test.setTimeout(180_000); // relays are asked again after half a minute and more
  const relay = await startRelay();
  const { port } = relay;
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([relay.url]);
  await relay.stop();
  const { page } = new OnboardingPage(await facet.open('onboarding.html#account/create'));
  await page.getByLabel('Name, seen only by you').fill('My new one');
  await page.getByLabel('Name others see').fill('Otter');
  await page.getByLabel('About you').fill('Swims.');
  await page.getByLabel('Web address of a picture').fill('http://pictures.example/otter.png');
  await expect(page.getByLabel('Your relays, one on each line')).toHaveValue(relay.url);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('A web address begins with https://.')).toBeVisible();
  await page.getByLabel('Web address of a picture').fill('https://pictures.example/otter.png');
  await page.getByRole('button', { name: 'Create account' }).click();

  await expect(page.getByRole('heading', { name: 'Tell others who you are?' })).toBeVisible();
  await expect(page.getByText('Your profile. Anyone can read it.')).toBeVisible();
  await expect(page.getByText('Swims.')).toBeVisible();
  const { accounts, outbox } = await facet.snapshot();
  expect(accounts).toMatchObject([{ name: 'My new one', kind: 'secret-key', profile: {} }]);
  expect(outbox).toEqual([]);

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('On its way.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Hello, My new one' })).toBeVisible();
  await facet.stopWorker();
  expect((await facet.snapshot()).outbox.map(({ kind }) => kind)).toEqual([0, 10_002, 10_050]);

  const back = await startRelay({ port });
  await expect(page.getByText('Published.')).toBeVisible({ timeout: 120_000 });
  const events = back.events();
  expect(events.map(({ kind }) => kind).toSorted((a, b) => a - b)).toEqual([0, 10_002, 10_050]);
  for (const event of events) expect(isVerified(event) && event.pubkey).toBe(accounts[0]?.pubkey);
  expect(JSON.parse(back.events({ kinds: [0] })[0]?.content ?? '')).toEqual({
    name: 'Otter',
    about: 'Swims.',
    picture: 'https://pictures.example/otter.png',
  });
  await back.stop();
});

test('a new identity publishes nothing without the click', async ({ ready, relay }) => {
  const before = relay.events().length;
  const onboarding = new OnboardingPage(await ready.open('onboarding.html#account/create'));
  await onboarding.page.getByLabel('Name others see').fill('Otter');
  await onboarding.createAccount('Quiet');
  await onboarding.waitUntilDone();
  expect(await ready.snapshot()).toMatchObject({ outbox: [], accounts: [{ name: 'Quiet', profile: {} }] });
  expect(relay.events()).toHaveLength(before);
});

test('a profile is edited after its changes were shown, and what Facet does not know of survives', async ({
  ready,
  relay,
}) => {
  const content =
    '{"bot": false, "name":"Old name","about":"Old words","pets":[{"cat":1.50}],"nip05":"a@b.example"}';
  const tags = [['i', 'github:alice', 'proof'], ['x']];
  const created_at = Math.floor(Date.now() / 1_000);
  const old = finalizeEvent({ kind: 0, content, tags, created_at }, alice.secretKey);
  await relay.publish(old);
  await ready.ui.addSecretKey(alice.nsec);
  const profiles = () => relay.events({ kinds: [0], authors: [alice.pubkey] });

  const page = await ready.open('options.html');
  await page.getByRole('button', { name: 'Details of Old name' }).click();
  await page.getByRole('button', { name: 'Edit profile…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('About')).toHaveValue('Old words');
  await dialog.getByLabel('Name', { exact: true }).fill('New name');
  await dialog.getByLabel('About').fill('');
  await dialog.getByLabel('Website').fill('https://alice.example');
  await dialog.getByRole('button', { name: 'See what changes' }).click();

  const change = (name: string) => dialog.locator('.changes > div').filter({ hasText: name });
  await expect(change('Changed')).toContainText('Old name');
  await expect(change('Changed')).toContainText('New name');
  await expect(change('Removed')).toContainText('Old words');
  await expect(change('New').filter({ hasText: 'Website' })).toContainText('https://alice.example');
  await expect(dialog.locator('.changes > div')).toHaveCount(3);
  expect(profiles()).toMatchObject([{ id: old.id }]);

  await dialog.getByRole('button', { name: 'Publish as \u2068Old\u2069' }).click();
  await expect(page.getByRole('button', { name: 'Details of New name' })).toBeVisible();
  await expect.poll(() => profiles()[0]?.id).not.toBe(old.id);
  const [published] = profiles();
  expect(published && isVerified(published)).toBe(true);
  expect(published?.tags).toEqual(tags);
  expect(published?.content).toBe(
    '{"bot": false, "name":"New name","pets":[{"cat":1.50}],"nip05":"a@b.example","website":"https://alice.example"}',
  );
});

test('a profile that changes elsewhere while it is edited is compared again before anything is published', async ({
  ready,
  relay,
}) => {
  const now = Math.floor(Date.now() / 1_000);
  const publish = (content: object, created_at: number) =>
    relay.publish(
      finalizeEvent({ kind: 0, content: JSON.stringify(content), tags: [], created_at }, alice.secretKey),
    );
  const current = () =>
    JSON.parse(relay.events({ kinds: [0], authors: [alice.pubkey] })[0]?.content ?? '') as unknown;
  await publish({ name: 'First' }, now);
  await ready.ui.addSecretKey(alice.nsec);
  const page = await ready.open('options.html');
  await page.getByRole('button', { name: 'Details of First' }).click();
  await page.getByRole('button', { name: 'Edit profile…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('About').fill('Typed here.');
  await dialog.getByRole('button', { name: 'See what changes' }).click();

  const elsewhere = { name: 'Second', website: 'https://elsewhere.example' };
  await publish(elsewhere, now + 5);
  await expect(dialog.getByRole('heading', { name: 'What changes for Second' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Publish as \u2068Second\u2069' }).click();
  await expect(dialog.getByText('A newer profile arrived meanwhile.')).toBeVisible();
  expect(current()).toEqual(elsewhere);
  await expect(dialog.locator('.changes > div')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Publish as \u2068Second\u2069' }).click();
  await expect.poll(current).toEqual({ ...elsewhere, about: 'Typed here.' });
});

test('a profile that Facet has not found is replaced only after a tick, and a watched account cannot be edited', async ({
  ready,
  relay,
}) => {
  await ready.ui.generateAccount('Fresh');
  await ready.ui.addWatchOnly(people.ines.pubkey, 'Watched');
  const page = await ready.open('options.html');
  await page.getByRole('button', { name: 'Details of Watched' }).click();
  await expect(page.getByText('Watch-only: Facet has no key to publish with.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit profile…' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Details of Fresh' }).click();
  await page.getByRole('button', { name: 'Edit profile…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Display name').fill('Fresh one');
  await dialog.getByRole('button', { name: 'See what changes' }).click();
  await expect(dialog.getByText('Facet has not found a profile of this account.')).toBeVisible();
  const publish = dialog.getByRole('button', { name: 'Publish as \u2068Fresh\u2069' });
  await expect(publish).toHaveAttribute('aria-disabled', 'true');
  await publish.click({ force: true });
  expect((await ready.snapshot()).outbox).toEqual([]);
  await dialog.getByLabel('Publish even so').check();
  await publish.click();
  await expect
    .poll(() => relay.events({ kinds: [0] }).filter((each) => each.content.includes('Fresh one')).length)
    .toBe(1);
});

test('an account gets a note, and its public key is shown to be scanned', async ({ ready }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await ready.open('options.html');
  await page.getByRole('button', { name: /^Details of/ }).click();
  await page.getByRole('button', { name: 'Add a note' }).click();
  await page.getByLabel('Note, seen only by you').fill('For work.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('For work.')).toBeVisible();
  expect((await ready.snapshot()).accounts[0]?.note).toBe('For work.');
  await page.getByRole('button', { name: 'Show QR code' }).click();
  await expect(page.getByRole('img', { name: /^QR code of the public key of/ })).toBeVisible();
});

test('what waits is on the page of the relays with their reasons, is tried again or dropped on the person’s word', async ({
  facet,
}) => {
  await facet.ui.createVault(PASSWORD);
  const relay = await startRelay();
  await relay.stop();
  await facet.ui.setRelays([relay.url]);
  const { accounts } = await facet.ui.generateAccount('Otter');
  const created_at = Math.floor(Date.now() / 1_000);
  const events = [0, 10_002].map((kind) => ({
    kind,
    tags: [],
    content: kind ? '' : '{"name":"o"}',
    created_at,
  }));
  await facet.ui.publishEvents(accounts[0]?.pubkey ?? '', events, [relay.url]);

  const page = await facet.open('options.html#relays');
  const waiting = page.getByRole('region', { name: 'Waiting to be published' });
  await expect(waiting.getByText('No answer yet')).toHaveCount(2);
  await page.getByRole('button', { name: 'Drop: Relay list, as Otter' }).click();
  await expect(waiting.getByText('No answer yet')).toHaveCount(1);
  const back = await startRelay({ port: relay.port });
  await expect(async () => {
    // a try may be on its way just then, and fail
    await page.getByRole('button', { name: 'Try again: Profile, as Otter' }).click({ timeout: 1_000 });
    await expect(waiting).toHaveCount(0, { timeout: 3_000 });
  }).toPass();
  expect(back.events().map(({ kind }) => kind)).toEqual([0]);
  await back.stop();
});
