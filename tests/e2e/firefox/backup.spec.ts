import type { Event } from 'nostr-tools/pure';
import { people } from '../../../scripts/demo/people';
import { PASSWORD } from '../facet';
import { isVerified } from '../window-nostr';
import { expect, test } from './test';

const { alice, ines } = people;
const FILE_PASSWORD = 'kept in another place';
const ALL = { settings: true, rules: true };

test('a backup made in Chromium is restored in Firefox, and the other way round', async ({
  ready,
  readyFirefox,
  demo,
}) => {
  test.setTimeout(120_000);
  await ready.ui.addSecretKey(alice.nsec, 'Äda 🦊');
  const fromChromium = await ready.ui.createBackup(PASSWORD, FILE_PASSWORD);
  const seen = await readyFirefox.ui.readBackup(fromChromium.text, FILE_PASSWORD);
  expect(seen.accounts).toMatchObject([{ pubkey: alice.pubkey, name: 'Äda 🦊', status: 'new' }]);
  await readyFirefox.ui.restoreBackup(fromChromium.text, FILE_PASSWORD, [alice.pubkey], ALL);
  const page = await readyFirefox.open('options.html#backup');
  await page.says('Use a backup');

  const { page: site } = await readyFirefox.visit(`${demo.url}plain.html`);
  const draft = { kind: 1, content: 'from the other browser', tags: [] };
  const sign = (): Promise<Event> => site.evaluate((given) => window.nostr.signEvent(given), draft);
  let signed: Promise<Event> | undefined;
  const connect = await readyFirefox.prompted(() => site.evaluate(() => window.nostr.getPublicKey()));
  await connect.allow();
  await readyFirefox.promptCloses();
  const prompt = await readyFirefox.prompted(() => (signed = sign()));
  await prompt.allow();
  const event = await signed;
  expect(event && isVerified(event) && event.pubkey).toBe(alice.pubkey);

  await readyFirefox.ui.addSecretKey(ines.nsec);
  const fromFirefox = await readyFirefox.ui.createBackup(PASSWORD, FILE_PASSWORD);
  const check = await ready.ui.checkBackup(fromFirefox.text, FILE_PASSWORD);
  expect(check.accounts.map(({ pubkey, key }) => [pubkey, key])).toEqual([
    [alice.pubkey, 'good'],
    [ines.pubkey, 'good'],
  ]);
  await ready.ui.restoreBackup(fromFirefox.text, FILE_PASSWORD, [ines.pubkey], ALL);
  expect((await ready.snapshot()).accounts.map(({ pubkey }) => pubkey)).toEqual([alice.pubkey, ines.pubkey]);
  expect((await ready.ui.revealSecretKey(ines.pubkey, PASSWORD)).nsec).toBe(ines.nsec);
});
