import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people } from '../../../scripts/demo/people';
import { EXTENSION, launchFacet, PASSWORD } from '../facet';
import { expect, test } from '../test';
import { getPublicKey, isVerified, sign } from '../window-nostr';

const { alice, ines } = people;
const NEXT = 'another horse battery';
const REFUSED = 'the vault could not be saved; nothing changed';

interface Manifest {
  permissions: string[];
}

/** Facet without its leave to use the whole disk: then the browser can be told that there is no more of it. */
async function toLimited(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'facet-limited-'));
  await cp(EXTENSION, folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  const permissions = manifest.permissions.filter((each) => each !== 'unlimitedStorage');
  await writeFile(file, JSON.stringify({ ...manifest, permissions }));
  return folder;
}

test('a disk that is full refuses every write with words, loses nothing, and is used again once there is room', async ({
  relay,
  demo,
}) => {
  test.setTimeout(120_000);
  const extension = await toLimited();
  const facet = await launchFacet({ extension });
  const { ui } = facet;
  await ui.createVault(PASSWORD);
  await ui.setRelays([relay.url]);
  await ui.addSecretKey(alice.nsec);
  const { page } = await facet.visit(`${demo.url}plain.html`);
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.say('Everyday posts too');
  await connect.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
  const before = await facet.snapshot();

  const devtools = await facet.context.newCDPSession(page);
  const origin = `chrome-extension://${facet.id}`;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // the browser goes on for a while with what it last knew to be free
  const refusal = () =>
    ui.setRelays([relay.url]).then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
  await expect.poll(refusal, { timeout: 60_000 }).toBe(REFUSED);
  for (const write of [
    () => ui.addSecretKey(ines.nsec),
    () => ui.renameAccount(alice.pubkey, 'Somebody else'),
    () => ui.changePassword(PASSWORD, NEXT),
    () => ui.setRelays([]),
  ]) {
    await expect(write()).rejects.toMatchObject({ code: 'disk-full', message: REFUSED });
  }
  const { accounts, sites, settings } = await facet.snapshot();
  expect({ accounts, sites, settings }).toMatchObject({
    accounts: before.accounts.map(({ pubkey }) => ({ pubkey })),
    sites: before.sites.map(({ origin: each, rules }) => ({ origin: each, rules })),
    settings: before.settings,
  });
  expect(isVerified(await sign(page))).toBe(true); // what needs no disk goes on
  await facet.stopWorker();
  expect(isVerified(await sign(page))).toBe(true);

  await ui.lock(); // each try at the password is counted on the disk first
  const popup = await facet.open('popup.html');
  await popup.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await popup.keyboard.press('Enter');
  await expect(popup.getByRole('alert')).toHaveText(
    'There is no room left on this device. Nothing changed. Make room, then try again.',
  );

  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await popup.keyboard.press('Enter');
  await expect(popup.getByRole('heading', { name: alice.name })).toBeVisible();
  await ui.addSecretKey(ines.nsec);
  await ui.lock();
  await expect(ui.unlock(NEXT)).rejects.toMatchObject({ code: 'denied' });
  await ui.unlock(PASSWORD);
  expect((await facet.snapshot()).accounts.map(({ pubkey }) => pubkey)).toEqual([alice.pubkey, ines.pubkey]);
  await facet.close();
  await rm(extension, { recursive: true });
});
