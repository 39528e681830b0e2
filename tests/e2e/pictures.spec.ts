import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Locator } from '@playwright/test';
import { nsecEncode } from 'nostr-tools/nip19';
import { finalizeEvent, getPublicKey } from 'nostr-tools/pure';
import type { Relay } from '../../scripts/relay/relay';
import { closeWelcome } from './close-welcome';
import { startDomain, type Domain } from './domain/domain';
import { toPng } from './domain/png';
import { launchFacet, type Facet } from './facet';
import { PopupPage } from './pages/popup';
import { expect, test as base } from './test';

/** As `test`, in a browser for which there is one server of the web that has pictures. */
const test = base.extend<{ domain: Domain }>({
  domain: async ({}, use) => {
    const domain = await startDomain('pictures.example');
    await use(domain);
    await domain.stop();
  },
  facet: async ({ domain }, use) => {
    const facet = await launchFacet({ domain });
    await use(facet);
    await facet.close();
  },
});

const GREEN = [20, 160, 60];
const secretOf = (name: string) =>
  new Uint8Array(createHash('sha256').update(`facet pictures: ${name}`).digest());

/** Publishes profiles that name a picture of this server each, at the path of the name, and adds their accounts. */
async function addPeople({ ui }: Facet, relay: Relay, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const content = JSON.stringify({ name, picture: `https://pictures.example/${name}` });
    await relay.publish(
      finalizeEvent({ kind: 0, tags: [], content, created_at: 1_700_000_000 }, secretOf(name)),
    );
  }
  const keys = names.map((name) => nsecEncode(secretOf(name))).join('\n');
  await ui.importAccounts(
    keys,
    names.map((_, line) => line),
  );
}

const serveGreen = (response: ServerResponse) =>
  response.setHeader('content-type', 'image/png').end(toPng(300, 200, GREEN));
const pathsOf = ({ asked }: Domain) => asked.map(({ path }) => path);
const openPopup = ({ context, id }: Facet) => PopupPage.open(context, `chrome-extension://${id}/popup.html`);

/** The colour in the middle of what is on the screen here. */
async function toColour(locator: Locator): Promise<number[]> {
  const picture = (await locator.screenshot({ animations: 'disabled' })).toString('base64');
  return locator.page().evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const middle = context?.getImageData(bitmap.width >> 1, bitmap.height >> 1, 1, 1).data;
    return [...(middle ?? [])].slice(0, 3);
  }, picture);
}

/** Almost this colour: what was drawn anew is a little off. */
const isGreen = async (locator: Locator) =>
  (await toColour(locator)).every((value, index) => Math.abs(value - (GREEN[index] ?? 0)) < 12);

test('a profile picture is fetched only once the person wants pictures, once, and shown in the ring of its account', async ({
  ready,
  relay,
  domain,
}) => {
  await closeWelcome(ready);
  await ready.context.addCookies([{ name: 'who', value: 'ada', url: 'https://pictures.example/' }]);
  domain.answer = serveGreen;
  await addPeople(ready, relay, ['ada']);
  let popup = await openPopup(ready);
  await expect(popup.row('ada')).toBeVisible();
  const dashboard = await ready.open('options.html#security');
  const wanted = dashboard.getByRole('switch', { name: 'Show profile pictures' });
  await expect(wanted).not.toBeChecked();
  await expect(popup.page.locator('.avatar svg').first()).toBeVisible();
  expect(domain.asked).toEqual([]);

  await wanted.click();
  await expect(wanted).toBeChecked();
  const avatar = popup.row('ada').locator('.avatar');
  await expect(avatar.locator('img')).toBeVisible();
  await expect(avatar.locator('svg')).toHaveCount(0);
  expect(await isGreen(avatar)).toBe(true);
  expect(await avatar.locator('img').getAttribute('src')).toMatch(/^blob:/);
  const [asked] = domain.asked;
  expect(asked?.path).toBe('/ada');
  for (const name of ['cookie', 'referer', 'origin']) expect(asked?.headers).not.toHaveProperty(name);

  await popup.page.close();
  await ready.stopWorker();
  popup = await openPopup(ready);
  await expect(popup.row('ada').locator('.avatar img')).toBeVisible();
  expect(pathsOf(domain)).toEqual(['/ada']);

  await ready.ui.setApart(getPublicKey(secretOf('ada')), true);
  await expect(popup.row('ada').locator('.avatar svg')).toBeVisible();
  await expect(popup.page.locator('.avatar img')).toHaveCount(0);
  await ready.ui.setApart(getPublicKey(secretOf('ada')), false);
  await expect(popup.row('ada').locator('.avatar img')).toBeVisible();
  expect(pathsOf(domain)).toEqual(['/ada', '/ada']); // what was kept went with the sharing

  await wanted.click();
  await expect(popup.page.locator('.avatar img')).toHaveCount(0);
  await wanted.click();
  await expect(popup.row('ada').locator('.avatar img')).toBeVisible();
  expect(pathsOf(domain)).toEqual(['/ada', '/ada', '/ada']); // and with the wish
});

test('whatever a hostile server sends is no picture, and keeps nobody else from theirs', async ({
  ready,
  relay,
  domain,
}) => {
  await closeWelcome(ready);
  let isClosed = false;
  const answers: Record<string, (response: ServerResponse) => void> = {
    good: serveGreen,
    elsewhere: serveGreen,
    script: (response) => response.end('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    page: (response) => response.setHeader('content-type', 'image/png').end('<!doctype html>'),
    bomb: (response) => response.end(toPng(30_000, 30_000, GREEN, 1)),
    broken: (response) => response.end(toPng(300, 200, GREEN).subarray(0, 60)),
    redirect: (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
    missing: (response) => response.writeHead(404).end(toPng(300, 200, GREEN)),
    breaks: (response) => response.write(toPng(300, 200, GREEN).subarray(0, 99), () => response.destroy()),
    endless: (response) => {
      response.on('close', () => (isClosed = true));
      const more = () => {
        while (!isClosed && response.write(Buffer.alloc(64 * 1024, 1)));
        if (!isClosed) response.once('drain', more);
      };
      more();
    },
  };
  domain.answer = (response, path) => answers[path.slice(1)]?.(response);
  const names = Object.keys(answers).filter((name) => name !== 'elsewhere');
  await addPeople(ready, relay, names);
  await ready.ui.setPictures(true);
  let popup = await openPopup(ready);
  await expect(popup.row('good').locator('.avatar img')).toBeVisible();
  // the popup asked only for those in view; now each of them has had its answer
  const pubkeys = names.map((name) => getPublicKey(secretOf(name)));
  const found = await Promise.all(pubkeys.map((pubkey) => ready.ui.fetchPicture(pubkey)));
  expect(names.filter((_, index) => found[index] !== null)).toEqual(['good']);
  expect(pathsOf(domain).toSorted()).toEqual(names.map((name) => `/${name}`).toSorted());
  await expect.poll(() => isClosed).toBe(true);
  await expect(popup.page.locator('.row .avatar img')).toHaveCount(1);
  await popup.page.close();
  popup = await openPopup(ready);
  await expect(popup.row('good').locator('.avatar img')).toBeVisible();
  await Promise.all(pubkeys.map((pubkey) => ready.ui.fetchPicture(pubkey)));
  expect(domain.asked).toHaveLength(names.length); // nobody is asked twice, and nobody was sent elsewhere
});
