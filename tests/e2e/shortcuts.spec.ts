import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TONES, type Accent } from '../../lib/nostr/avatar';
import { MARK } from '../../lib/nostr/mark';
import { people } from '../../scripts/demo/people';
import { startDisplay } from '../../scripts/machine/display';
import { EXTENSION, launchFacet, PASSWORD } from './facet';
import { readScreen } from './screen-pixels';
import { expect, test } from './test';
import { getPublicKey, listen } from './window-nostr';

/** Where a browser's toolbar is on a window that fills the top of the screen. */
const TOOLBAR = { top: 0, bottom: 90 };
const BELOW = { top: 90, bottom: 900 };

/** The id Chromium gives an unpacked extension: the hash of its path in the letters a to p. */
const toId = (path: string) =>
  [...createHash('sha256').update(path).digest('hex').slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('');

test('real keys switch to the next and the previous account, change the icon, open the popup and lock', async ({
  relay,
  demo,
}) => {
  const { alice, ines } = people;
  const display = await startDisplay();
  const profile = await mkdtemp(join(tmpdir(), 'facet-profile-'));
  await mkdir(join(profile, 'Default'));
  const preferences = { extensions: { pinned_extensions: [toId(EXTENSION)] } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const facet = await launchFacet({ profile, display: display.name });
  expect(facet.id).toBe(toId(EXTENSION));
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([relay.url]);
  for (const person of [alice, ines]) await facet.ui.addSecretKey(person.nsec, person.name);
  const { accounts } = await facet.snapshot();

  const { page, tabId } = await facet.visit(`${demo.url}plain.html`);
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
  // the person agrees that this site sees both, so that it goes on as either
  for (const { pubkey } of [alice, ines]) await facet.ui.switchAccount(pubkey, 'site', tabId, 'always');
  await page.bringToFront();
  await listen(page);

  const heard = () =>
    page.evaluate(() => window.heard?.filter(({ by }) => by === 'on').map(({ pubkey }) => pubkey));
  /** How much of a gem in this colour is on the screen. */
  const gemPixels = async (accent: Accent, region: { top: number; bottom: number }) => {
    const screen = await readScreen(display.framebuffer);
    return TONES[accent].reduce((sum, tone) => sum + screen.count(tone, region), 0);
  };
  /** The toolbar shows this account's gem, and no other's; no pubkey: none at all. */
  const expectIcon = async (shown?: string) => {
    for (const { pubkey, accent } of accounts) {
      if (pubkey === shown) await expect.poll(() => gemPixels(accent, TOOLBAR)).toBeGreaterThan(5);
      else await expect.poll(() => gemPixels(accent, TOOLBAR)).toBe(0);
    }
  };

  await expectIcon(ines.pubkey);
  await display.press('alt+shift+k');
  await expect.poll(heard).toEqual([alice.pubkey]);
  await expectIcon(alice.pubkey);
  await display.press('alt+shift+j');
  await expect.poll(heard).toEqual([alice.pubkey, ines.pubkey]);
  await expectIcon(ines.pubkey);

  await display.press('alt+shift+f');
  await expect.poll(() => facet.toolbarPopups()).toBe(1);
  for (const { accent } of accounts) await expect.poll(() => gemPixels(accent, BELOW)).toBeGreaterThan(100);
  await display.press('Escape');
  await expect.poll(() => facet.toolbarPopups()).toBe(0);

  await display.press('alt+shift+l');
  await expect.poll(async () => (await facet.snapshot()).vault).toBe('locked');
  await expectIcon();
  const grey = async () => (await readScreen(display.framebuffer)).count(MARK[6].grey, TOOLBAR);
  await expect.poll(grey).toBeGreaterThan(5);

  await facet.close();
  await display.stop();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});
