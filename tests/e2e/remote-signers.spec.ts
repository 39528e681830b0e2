import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schnorr } from '@noble/curves/secp256k1.js';
import type { Page } from '@playwright/test';
import { generateSecretKey, finalizeEvent } from 'nostr-tools/pure';
import { people } from '../../scripts/demo/people';
import { findInFolder, toTraces } from './disk-search';
import { launchFacet, PASSWORD, type Facet } from './facet';
import { PopupPage } from './pages/popup';
import { RemoteSignerPage } from './pages/remote-signer';
import { createApplesauceSigner } from './remote/applesauce-provider';
import { startHostileBunker, type Asked } from './remote/hostile-bunker';
import { startNdkBunker } from './remote/ndk-bunker';
import { expect, test } from './test';
import { getPublicKey, isVerified, outcome, sign } from './window-nostr';

const health = async (facet: Facet, pubkey: string) =>
  (await facet.snapshot()).accounts.find((account) => account.pubkey === pubkey)?.remote?.state;

/** A page that the person connects as the current account, with everyday posts allowed. */
async function openConnected(facet: Facet, url: string): Promise<Page> {
  const { page } = await facet.visit(url);
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.say('Everyday posts too');
  await connect.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
  return page;
}

/** Signs and reads back a private message as `pubkey`, in the page. */
async function useAll(facet: Facet, page: Page, pubkey: string): Promise<void> {
  expect(await getPublicKey(page)).toBe(pubkey);
  const event = await sign(page, { content: 'from afar' });
  expect(isVerified(event)).toBe(true);
  expect(event).toMatchObject({ pubkey, content: 'from afar' });

  const peer = people.alice.pubkey;
  let sealed: Promise<string> | undefined;
  const encrypt = await facet.prompted(
    () => (sealed = page.evaluate((to) => nostr.nip44.encrypt(to, 'a secret'), peer)),
  );
  await encrypt.allow();
  const ciphertext = (await sealed) ?? '';
  let opened: Promise<string> | undefined;
  const decrypt = await facet.prompted(
    () =>
      (opened = page.evaluate(([to, text]) => nostr.nip44.decrypt(to, text), [peer, ciphertext] as const)),
  );
  await decrypt.allow();
  expect(await opened).toBe('a secret');
}

test('a bunker of NDK is added by its address and signs for a page, before and after the worker dies', async ({
  ready,
  relay,
  demo,
}) => {
  const bunker = await startNdkBunker(relay.url);
  const form = new RemoteSignerPage(await ready.open('onboarding.html#account'));
  await form.start();
  await form.connect(bunker.url);
  await form.add('Ada');
  await expect.poll(() => health(ready, bunker.pubkey)).toBe('connected');

  const page = await openConnected(ready, `${demo.url}plain.html`);
  await useAll(ready, page, bunker.pubkey);
  await ready.stopWorker();
  const after = await sign(page, { content: 'after the worker died' });
  expect(isVerified(after) && after.pubkey).toBe(bunker.pubkey);

  const popup = new PopupPage(await ready.open('popup.html'));
  await expect(popup.row('Ada')).toContainText('Bunker connected');
  bunker.stop();
});

test('a signer of applesauce accepts the QR code, and signs as an account that is not its own key', async ({
  ready,
  relay,
  demo,
}) => {
  const signer = createApplesauceSigner(relay.url);
  const form = new RemoteSignerPage(await ready.open('onboarding.html#account'));
  await form.start();
  const uri = await form.invite();
  expect(uri).toMatch(/^nostrconnect:\/\//);
  await signer.accept(uri);
  await form.add('Bob');

  const page = await openConnected(ready, `${demo.url}plain.html`);
  await useAll(ready, page, signer.pubkey);
  const [account] = (await ready.snapshot()).accounts;
  expect(account).toMatchObject({
    kind: 'remote',
    pubkey: signer.pubkey,
    remote: { signerPubkey: signer.signerPubkey },
  });
  await ready.stopWorker();
  expect((await sign(page)).pubkey).toBe(signer.pubkey);
  await signer.stop();
});

/** Adds a bunker as Facet's pages do, without the pages. */
async function addBunker(facet: Facet, url: string): Promise<void> {
  await facet.ui.connectBunker(url, ['sign_event']);
  await facet.ui.addRemote('Eve');
}

test('a bunker that goes away is shown as offline, and as connected when it is back', async ({
  ready,
  relay,
}) => {
  const bunker = await startHostileBunker(relay.url);
  await addBunker(ready, bunker.url);
  const options = await ready.open('options.html#accounts');
  await expect.poll(() => health(ready, bunker.pubkey)).toBe('connected');
  const row = options.locator(`[data-pubkey='${bunker.pubkey}']`);
  await expect(row).toContainText('Bunker connected');
  await expect(row).toContainText('Kept by bunker');

  const honest = bunker.lie;
  bunker.lie = () => ({ id: 'to nobody' });
  await row.getByRole('button', { name: 'Details of Eve' }).click();
  await expect(row.getByRole('button', { name: /Back up/ })).toHaveCount(0);
  await row.getByRole('button', { name: 'Reconnect' }).click();
  await expect(row).toContainText(/Offline since \d\d:\d\d/, { timeout: 20_000 });
  const popup = new PopupPage(await ready.open('popup.html'));
  await expect(popup.row('Eve')).toContainText(/Bunker offline since \d\d:\d\d/);

  bunker.lie = honest;
  await row.getByRole('button', { name: 'Reconnect' }).click();
  await expect(row).toContainText('Bunker connected');
  bunker.stop();
});

test('a bunker has a connection only while somebody looks or something is asked', async ({
  ready,
  relay,
  demo,
}) => {
  const bunker = await startHostileBunker(relay.url);
  await addBunker(ready, bunker.url);
  const page = await openConnected(ready, `${demo.url}plain.html`);
  const itsOwn = 1;
  await expect.poll(() => relay.connections, { timeout: 40_000 }).toBe(itsOwn);
  const connections: number[] = [];
  bunker.lie = () => void connections.push(relay.connections);
  expect(isVerified(await sign(page, { content: 'out of its rest' }))).toBe(true);
  expect(connections).toContain(itsOwn + 1);
  bunker.stop();
});

test('the page of an approval is shown, and the request waits for it', async ({ ready, relay, demo }) => {
  const bunker = await startHostileBunker(relay.url);
  await addBunker(ready, bunker.url);
  const page = await openConnected(ready, `${demo.url}plain.html`);
  let waiting: Asked | undefined;
  bunker.lie = (asked) => {
    if (asked.method !== 'sign_event') return undefined;
    waiting = asked;
    return { result: 'auth_url', error: 'https://signer.example/approve?one=1' };
  };
  const signing = sign(page, { content: 'after an approval' });
  const popup = new PopupPage(await ready.open('popup.html'));
  const link = popup.page.getByRole('link', { name: 'Open signer.example' });
  await expect(link).toHaveAttribute('href', 'https://signer.example/approve?one=1');
  await expect(popup.row('Eve')).toContainText('Waiting for approval');
  expect(ready.context.pages().filter((each) => each.url().includes('signer.example'))).toEqual([]);

  bunker.approve(waiting?.id ?? '', waiting?.params[0] ?? '');
  expect(isVerified(await signing)).toBe(true);
  await expect(popup.row('Eve')).toContainText('Bunker connected');
  bunker.stop();
});

test('a hostile bunker gets nothing through to a page', async ({ ready, relay, demo }) => {
  const bunker = await startHostileBunker(relay.url);
  bunker.lie = ({ method }) =>
    method === 'switch_relays'
      ? { result: JSON.stringify(Array.from({ length: 1_000 }, (_, n) => `wss://r${n}.example`)) }
      : undefined;
  await addBunker(ready, bunker.url);
  const page = await openConnected(ready, `${demo.url}plain.html`);

  const MISMATCH = 'the remote signer did not return the event that it was asked to sign';
  const other = generateSecretKey();
  const lies: [string, (asked: Asked, honest: ReturnType<typeof bunker.sign>) => object, string][] = [
    ['content', (_asked, honest) => bunker.sign({ ...honest, content: 'other' }), MISMATCH],
    ['tags', (_asked, honest) => bunker.sign({ ...honest, tags: [['p', bunker.pubkey]] }), MISMATCH],
    ['kind', (_asked, honest) => bunker.sign({ ...honest, kind: 0 }), MISMATCH],
    ['created_at', (_asked, honest) => bunker.sign({ ...honest, created_at: 1 }), MISMATCH],
    ['author', (_asked, honest) => finalizeEvent({ ...honest }, other), MISMATCH],
    ['signature', (_asked, honest) => ({ ...honest, sig: '0'.repeat(128) }), MISMATCH],
    ['content under the old id', (_asked, honest) => ({ ...honest, content: 'other' }), MISMATCH],
  ];
  for (const [what, make, message] of lies) {
    bunker.lie = (asked) =>
      asked.method === 'sign_event'
        ? { result: JSON.stringify(make(asked, bunker.sign(JSON.parse(asked.params[0] ?? '') as never))) }
        : undefined;
    expect(await outcome(sign(page)), what).toBe(message);
  }

  bunker.lie = () => ({ result: 'auth_url', error: 'javascript:alert(1)' });
  expect(await outcome(sign(page))).toContain('not https');

  // a third key answers first, with the right id and what would be a good event; then the true one refuses
  bunker.lie = (asked) => {
    if (asked.method === 'sign_event') {
      const event = bunker.sign(JSON.parse(asked.params[0] ?? '') as never);
      bunker.answerAsStranger(asked, { result: JSON.stringify(event) });
    }
    return { result: '', error: 'no' };
  };
  expect(await outcome(sign(page))).toBe('the remote signer refused this');

  bunker.lie = undefined;
  expect(isVerified(await sign(page))).toBe(true);
  const [account] = (await ready.snapshot()).accounts;
  expect(account?.remote?.relays).toEqual([relay.url]);
  bunker.stop();
});

test('neither the client key nor the secret of the bunker URL is anywhere in the profile folder', async ({
  relay,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'facet-profile-'));
  const facet = await launchFacet({ profile });
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([relay.url]);
  const worker = facet.context.serviceWorkers()[0]!;
  // the seeds of the keys that are made from now on, for this test alone to know what to look for
  await worker.evaluate(() => {
    const seeds: number[][] = [];
    const real = crypto.getRandomValues.bind(crypto);
    crypto.getRandomValues = (array) => {
      const filled = real(array);
      if (filled instanceof Uint8Array && filled.length === 48) seeds.push([...filled]);
      return filled;
    };
    Object.assign(globalThis, { seeds });
  });
  const bunker = await startHostileBunker(relay.url);
  await addBunker(facet, bunker.url);
  await expect.poll(() => health(facet, bunker.pubkey)).toBe('connected');
  const seeds = await worker.evaluate(() => (globalThis as unknown as { seeds: number[][] }).seeds);
  const keys = seeds.map((seed) => schnorr.utils.randomSecretKey(new Uint8Array(seed)));
  const clientKey = keys.find(
    (key) => Buffer.from(schnorr.getPublicKey(key)).toString('hex') === bunker.client,
  );
  expect(clientKey, 'the test knows the client key').toBeDefined();

  await facet.ui.lock();
  await facet.ui.unlock(PASSWORD);
  await expect.poll(() => health(facet, bunker.pubkey)).toBe('connected');
  await facet.close();
  bunker.stop();

  const traces = {
    ...toTraces('client key', clientKey!),
    ...toTraces('client key in hex', Buffer.from(clientKey!).toString('hex')),
    ...toTraces('secret', 'known-to-nobody-0815'),
  };
  expect(await findInFolder(profile, traces)).toEqual([]);
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});
