import type { Page } from '@playwright/test';
import { people } from '../../../scripts/demo/people';
import { PASSWORD, type Facet } from '../facet';
import { expect, test } from '../test';

const { alice, ines } = people;

const pubkeys = async ({ snapshot }: Facet) => (await snapshot()).accounts.map(({ pubkey }) => pubkey);

/** What becomes of the database when a page of Facet opens it in this version: `blocked` while it is still in use. */
const openAs = (page: Page, version: number) =>
  page.evaluate(
    (wanted) =>
      new Promise<string>((resolve) => {
        const request = indexedDB.open('facet', wanted);
        request.onblocked = () => resolve('blocked');
        request.onsuccess = () => resolve('open');
      }),
    version,
  );

test('storage that is cleared under way: what cannot be saved is refused with words, and Facet begins anew', async ({
  ready,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const devtools = await ready.context.newCDPSession(await ready.open('manifest.json'));
  const origin = `chrome-extension://${ready.id}`;
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  const refused = { code: 'internal', message: 'the vault could not be saved; nothing changed' };
  await expect(ready.ui.addSecretKey(ines.nsec)).rejects.toMatchObject(refused);
  expect(await pubkeys(ready)).toEqual([alice.pubkey]);
  await ready.ui.lock();
  await expect(ready.ui.unlock(PASSWORD)).rejects.toMatchObject({
    code: 'internal',
    message: 'the vault could not be read; nothing changed',
  });

  await ready.stopWorker();
  expect(await ready.snapshot()).toMatchObject({ vault: 'empty', accounts: [] });
  await ready.ui.createVault(PASSWORD);
  await ready.ui.addSecretKey(ines.nsec);
  expect(await pubkeys(ready)).toEqual([ines.pubkey]);
});

test('a write waits for whoever else holds the database, and is lost to nobody', async ({ ready }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await ready.open('manifest.json');
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('facet');
        request.onsuccess = () => {
          const store = request.result.transaction(['vault', 'records'], 'readwrite').objectStore('vault');
          const hold = () => {
            if (document.title !== 'over') store.get('header').onsuccess = hold;
          };
          hold();
          resolve();
        };
      }),
  );
  let isSaved = false;
  const adding = ready.ui.addSecretKey(ines.nsec).then(() => (isSaved = true));
  expect(await pubkeys(ready)).toEqual([alice.pubkey]); // it is answered meanwhile
  expect(isSaved).toBe(false);
  await page.evaluate(() => (document.title = 'over'));
  await adding;
  await ready.stopWorker();
  expect(await pubkeys(ready)).toEqual([alice.pubkey, ines.pubkey]);
});

test('a newer version that wants the database waits, and an older Facet then refuses it with words', async ({
  ready,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await ready.open('manifest.json');
  expect(await openAs(page, 2)).toBe('blocked');
  expect(await pubkeys(ready)).toEqual([alice.pubkey]);
  await ready.stopWorker();
  const newer = {
    code: 'unsupported',
    message: 'this vault was made by a newer Facet; its bytes are kept as they are',
  };
  for (const ask of [
    () => ready.snapshot(),
    () => ready.ui.unlock(PASSWORD),
    () => ready.ui.createVault(PASSWORD),
  ])
    await expect(ask()).rejects.toMatchObject(newer);
  expect(
    await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const request = indexedDB.open('facet');
          request.onsuccess = () => {
            const all = request.result.transaction('records').objectStore('records').getAll();
            all.onsuccess = () =>
              resolve((all.result as { type: string }[]).filter(({ type }) => type === 'account').length);
          };
        }),
    ),
  ).toBe(1);
});
