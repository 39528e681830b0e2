import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { startRelay, type Relay } from '../../scripts/relay/relay';
import { PASSWORD, type Facet } from './facet';
import { PopupPage } from './pages/popup';
import { RemoteSignerPage } from './pages/remote-signer';
import { startHostileBunker, type HostileBunker } from './remote/hostile-bunker';
import { expect, test as base } from './test';
import { getPublicKey, isVerified, sign } from './window-nostr';

const { alice } = people;

/** A bunker with a relay for itself alone, so that whoever else is connected there is Facet. */
const test = base.extend<{ meeting: Relay; bunker: HostileBunker }>({
  meeting: async ({}, use) => {
    const meeting = await startRelay();
    await use(meeting);
    await meeting.stop();
  },
  bunker: async ({ meeting }, use) => {
    const bunker = await startHostileBunker(meeting.url);
    await use(bunker);
    bunker.stop();
  },
});

const ALONE = 1;
const WITH_FACET = 2;

const pubkeys = async (facet: Facet) => (await facet.snapshot()).accounts.map(({ pubkey }) => pubkey);

/** Opens the form that connects a bunker in a Facet that has one account. */
async function openForm(facet: Facet): Promise<RemoteSignerPage> {
  await facet.ui.addSecretKey(alice.nsec);
  const form = new RemoteSignerPage(await facet.open('onboarding.html#account'));
  await form.start();
  return form;
}

/** Locks in the popup; the page that was adding an account says so, and asks for the password. */
async function lock(facet: Facet, page: Page): Promise<void> {
  const popup = new PopupPage(await facet.open('popup.html'));
  await popup.lock();
  await popup.page.close();
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await expect(page.getByText('Unlock Facet to add an account.')).toBeVisible();
  await expect(page.getByText('Waiting for your remote signer.')).toHaveCount(0);
}

/** Unlocks in that page: nothing was added meanwhile, and one can begin again. */
async function unlock(facet: Facet, { page }: RemoteSignerPage): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('button', { name: 'Connect a remote signer' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  const { accounts, connecting } = await facet.snapshot();
  expect(accounts.map(({ pubkey }) => pubkey)).toEqual([alice.pubkey]);
  expect(connecting).toBeUndefined();
}

/** Connects and adds it after all, and lets it sign for a page. */
async function expectConnects(facet: Facet, form: RemoteSignerPage, bunker: HostileBunker, url: string) {
  await form.start();
  await form.connect(bunker.url);
  await form.add('Bob');
  expect(await pubkeys(facet)).toEqual([alice.pubkey, bunker.pubkey]);
  const { page } = await facet.visit(`${url}plain.html`);
  let key: Promise<string> | undefined;
  const connect = await facet.prompted(() => (key = getPublicKey(page)));
  await connect.say('Bob');
  await connect.say('Everyday posts too');
  await connect.allow();
  expect(await key).toBe(bunker.pubkey);
  const event = await sign(page, { content: 'after all' });
  expect(isVerified(event) && event.pubkey).toBe(bunker.pubkey);
}

test('a lock while a bunker has not answered yet ends the attempt, and one can connect again', async ({
  ready,
  demo,
  meeting,
  bunker,
}) => {
  const form = await openForm(ready);
  bunker.lie = () => ({ id: 'to nobody' });
  await form.connect(bunker.url);
  await expect(form.page.getByText('Waiting for your remote signer.')).toBeVisible();
  await expect.poll(() => bunker.client, { message: 'the bunker was asked' }).toBeDefined();
  expect((await ready.snapshot()).connecting).toEqual({});
  expect(meeting.connections).toBe(WITH_FACET);

  await lock(ready, form.page);
  await expect.poll(() => meeting.connections).toBe(ALONE);
  bunker.lie = undefined;
  await unlock(ready, form);
  expect(meeting.connections).toBe(ALONE);
  await expectConnects(ready, form, bunker, demo.url);
  expect(meeting.connections).toBe(WITH_FACET);
});

test('a lock when a bunker is connected and not yet added ends the attempt, and one can connect again', async ({
  ready,
  demo,
  meeting,
  bunker,
}) => {
  const form = await openForm(ready);
  await form.connect(bunker.url);
  await expect(form.page.getByText('Your remote signer signs as this account')).toBeVisible();
  expect(meeting.connections).toBe(WITH_FACET);

  await lock(ready, form.page);
  await expect.poll(() => meeting.connections).toBe(ALONE);
  await unlock(ready, form);
  expect(meeting.connections).toBe(ALONE);
  await expectConnects(ready, form, bunker, demo.url);
});

test('a lock ends an attempt that no page gives up', async ({ ready, meeting, bunker }) => {
  bunker.lie = () => ({ id: 'to nobody' });
  const attempt = ready.ui.connectBunker(bunker.url, ['sign_event']);
  const ended = expect(attempt).rejects.toMatchObject({ code: 'disconnected' });
  await expect.poll(() => bunker.client, { message: 'the bunker was asked' }).toBeDefined();
  await ready.ui.lock();
  await ended;
  await expect.poll(() => meeting.connections).toBe(ALONE);
  await ready.ui.unlock(PASSWORD);
  const { accounts, connecting } = await ready.snapshot();
  expect({ accounts, connecting }).toEqual({ accounts: [], connecting: undefined });
  expect(meeting.connections).toBe(ALONE);
});
