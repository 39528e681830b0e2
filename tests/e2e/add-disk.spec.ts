import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountFromSeedWords } from 'nostr-tools/nip06';
import { encrypt } from 'nostr-tools/nip49';
import nip06 from '../vectors/nip06.json' with { type: 'json' };
import { gootiOf } from '../unit/support/exports';
import { hexOf, secretOf } from '../unit/support/keys';
import { people } from '../../scripts/demo/people';
import { launchFacet, PASSWORD } from './facet';
import { findInFolder, toTraces } from './disk-search';
import { ImportPage } from './pages/import';
import { OnboardingPage } from './pages/onboarding';
import { expect, test } from './test';

const { ines } = people;
const [phrase] = nip06.phrases as [(typeof nip06.phrases)[number]];
const PASSPHRASE = 'a passphrase for these words';
const KEY_PASSWORD = 'the password of the encrypted key';
const GOOTI_PASSWORD = 'the password of the other signer';

test('seed words, passphrases, passwords and the keys that come of them are nowhere on the disk', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'facet-profile-'));
  const facet = await launchFacet({ profile });
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([]);

  const words = new OnboardingPage(await facet.open('onboarding.html#account'));
  await words.typeKey(phrase.words);
  await words.page.getByLabel('Passphrase').fill(PASSPHRASE);
  await words.submit('Find accounts');
  await words.page.locator('.pick').nth(3).click();
  await words.submit('Add 1 account');
  await words.waitUntilDone();

  const sealed = new OnboardingPage(await facet.open('onboarding.html#account'));
  const ncryptsec = encrypt(ines.secretKey, KEY_PASSWORD, 4);
  await sealed.typeKey(ncryptsec);
  await sealed.page.getByLabel('Password of this key').fill(KEY_PASSWORD);
  await sealed.submit('Add account');
  await sealed.waitUntilDone();

  const imported = new ImportPage(await facet.open('onboarding.html#account/import'));
  await imported.paste(gootiOf(['ada'], GOOTI_PASSWORD));
  await imported.page.getByLabel('Password of Gooti').fill(GOOTI_PASSWORD);
  await imported.add(1);
  await imported.waitUntilAdded(1);
  const { accounts } = await facet.snapshot();
  const { publicKey, privateKey } = accountFromSeedWords(phrase.words, PASSPHRASE, 3);
  expect(accounts.map(({ pubkey }) => pubkey)).toContain(publicKey);
  expect(accounts).toHaveLength(3);
  await facet.close();

  const traces = {
    ...toTraces('seed words', phrase.words),
    ...toTraces('passphrase', PASSPHRASE),
    ...toTraces('password of a key', KEY_PASSWORD),
    ...toTraces('password of a file', GOOTI_PASSWORD),
    ...toTraces('encrypted key', ncryptsec),
    ...toTraces('key of the words', privateKey),
    ...toTraces('key of the file', secretOf('ada')),
    ...toTraces('key of the file in hex', hexOf('ada')),
    ...toTraces('opened key', ines.secretKey),
  };
  expect(await findInFolder(profile, traces)).toEqual([]);
  // the search itself finds what is there
  expect(await findInFolder(profile, { 'the database': Buffer.from('facet') })).not.toEqual([]);
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});
