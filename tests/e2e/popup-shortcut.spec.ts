import { TONES } from '../../lib/nostr/avatar';
import { people } from '../../scripts/demo/people';
import { startDisplay } from '../../scripts/machine/display';
import { launchFacet, PASSWORD } from './facet';
import { readScreen } from './screen-pixels';
import { expect, test } from './test';

/** Where the page is, and the popup over it. */
const BELOW = { top: 90, bottom: 900 };

test('with real keys: the shortcut opens the popup, two letters and Enter switch', async ({
  demo,
  relay,
}) => {
  const { alice, ines } = people;
  const display = await startDisplay();
  const facet = await launchFacet({ display: display.name });
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([relay.url]);
  for (const person of [alice, ines]) await facet.ui.addSecretKey(person.nsec, person.name);
  const { page, tabId } = await facet.visit(`${demo.url}plain.html`);
  await page.evaluate(() => window.nostr.isEnabled());
  await page.bringToFront();
  expect((await facet.ui.getTab(tabId)).pubkey).toBe(ines.pubkey);

  await display.press('alt+shift+f');
  const { accent } = (await facet.snapshot()).accounts.find(({ pubkey }) => pubkey === alice.pubkey)!;
  const gem = async () => {
    const screen = await readScreen(display.framebuffer);
    return TONES[accent].reduce((sum, tone) => sum + screen.count(tone, BELOW), 0);
  };
  await expect.poll(gem, { message: 'the popup shows its rows' }).toBeGreaterThan(100);
  for (const key of ['a', 'l', 'Return']) await display.press(key);
  const site = async () => (await facet.ui.getTab(tabId)).choices.site;
  await expect.poll(site).toBe(alice.pubkey);
  expect((await facet.snapshot()).current).toBe(ines.pubkey);

  await facet.close();
  await display.stop();
});
