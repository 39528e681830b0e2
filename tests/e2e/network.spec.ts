/**
 * Whom a browser with Facet asks for anything, by the browser's own record of its network: every request and socket of
 * every page and of the worker is in it, whoever made it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hexToBytes } from '@noble/hashes/utils.js';
import { finalizeEvent } from 'nostr-tools/pure';
import { people } from '../../scripts/demo/people';
import { startDomain } from './domain/domain';
import { toPng } from './domain/png';
import { launchFacet, PASSWORD } from './facet';
import { DemoPage } from './pages/demo';
import { OnboardingPage } from './pages/onboarding';
import { PopupPage } from './pages/popup';
import { expect, test } from './test';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-network-'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

/** The hosts and ports that the extension of this id asked, in the order of the alphabet; Chromium asks for updates of its own. */
function readAsked(log: string, id: string): string[] {
  const { events } = JSON.parse(readFileSync(log, 'utf8')) as {
    events: { params?: { url?: string; initiator?: string } }[];
  };
  const urls = events
    .filter(({ params }) => params?.initiator === `chrome-extension://${id}`)
    .flatMap(({ params }) => params?.url ?? [])
    .filter((url) => /^(https?|wss?):/.test(url));
  return [...new Set(urls.map((url) => new URL(url).host))].sort();
}

test('in a full run Facet asks nobody but the relay that was set', async ({ relay, demo }) => {
  const netLog = join(folder, 'log.json');
  const facet = await launchFacet({ netLog });
  const onboarding = new OnboardingPage(await facet.open('onboarding.html'));
  await onboarding.choosePassword(PASSWORD);
  await facet.ui.setRelays([relay.url]);
  await onboarding.addKey(people.alice.nsec);
  await onboarding.waitUntilDone();
  const site = new DemoPage((await facet.visit(demo.url)).page);
  await (await facet.prompted(() => site.connect())).allow();
  await (await facet.prompted(() => site.post('a note'))).allow();
  await expect(site.note('a note')).toBeVisible();
  for (const path of ['popup.html', 'options.html'])
    await expect((await facet.open(path)).getByText(people.alice.name).first()).toBeAttached();
  await facet.ui.lock();
  await facet.close();
  expect(readAsked(netLog, facet.id)).toEqual([new URL(relay.url).host]);
});

test('with everything on that asks others, Facet asks whom the profile names and nobody else', async ({
  relay,
}) => {
  const netLog = join(folder, 'log.json');
  const domain = await startDomain('pictures.example');
  domain.answer = (response, path) => {
    if (path.startsWith('/.well-known/'))
      response.end(
        JSON.stringify({
          names: { ada: people.alice.pubkey },
          relays: { [people.alice.pubkey]: ['wss://else.example'] },
        }),
      );
    else if (path === '/moved') response.writeHead(302, { location: 'https://else.example/' }).end();
    else response.setHeader('content-type', 'image/png').end(toPng(300, 200, [20, 160, 60]));
  };
  const facet = await launchFacet({ netLog, domain });
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([relay.url]);
  for (const [person, picture] of [
    [people.alice, 'ada'],
    [people.ines, 'moved'],
  ] as const) {
    const content = JSON.stringify({
      name: picture,
      nip05: 'ada@pictures.example',
      picture: `https://pictures.example/${picture}`,
      banner: 'https://else.example/banner.png',
      about: 'https://else.example/ and https://else.example/a.png',
    });
    const created_at = Math.floor(Date.now() / 1_000);
    await relay.publish(finalizeEvent({ kind: 0, tags: [], content, created_at }, hexToBytes(person.hex)));
    await facet.ui.addSecretKey(person.nsec);
  }
  await facet.ui.setPictures(true);
  const popup = await PopupPage.open(facet.context, `chrome-extension://${facet.id}/popup.html`);
  await expect(popup.row('ada').locator('.avatar img')).toBeVisible();
  await expect.poll(() => domain.asked.map(({ path }) => path)).toContain('/moved');
  await facet.open('options.html#relays');
  await facet.ui.lock();
  await facet.close();
  await domain.stop();
  expect(readAsked(netLog, facet.id)).toEqual([new URL(relay.url).host, 'pictures.example']);
});

test('a request to anywhere else would be in that record', async () => {
  const netLog = join(folder, 'log.json');
  const facet = await launchFacet({ netLog });
  const page = await facet.open('manifest.json');
  await page.evaluate(() => fetch('https://elsewhere.example/').catch(() => undefined));
  await facet.close();
  expect(readAsked(netLog, facet.id)).toEqual(['elsewhere.example']);
});
