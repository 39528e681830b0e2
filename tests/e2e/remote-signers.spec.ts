import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import type { Facet } from './facet';
import { PopupPage } from './pages/popup';
import { RemoteSignerPage } from './pages/remote-signer';
import { createApplesauceSigner } from './remote/applesauce-provider';
import { startNdkBunker } from './remote/ndk-bunker';
import { expect, test } from './test';
import { getPublicKey, isVerified, sign } from './window-nostr';

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
