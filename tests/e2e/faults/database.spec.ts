import type { Page } from '@playwright/test';
import { people } from '../../../scripts/demo/people';
import { PASSWORD, type Facet } from '../facet';
import { expect, test } from '../test';

declare const chrome: {
  storage: { session: { get(): Promise<Record<string, unknown>> } };
  action: { getTitle(which: { tabId?: number }): Promise<string> };
};

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

test('storage that is cleared under way: Facet locks, and begins anew without a new worker', async ({
  ready,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const devtools = await ready.context.newCDPSession(await ready.open('manifest.json'));
  const origin = `chrome-extension://${ready.id}`;
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await expect.poll(() => ready.snapshot()).toMatchObject({ vault: 'empty', accounts: [] });
  await expect(ready.ui.unlock(PASSWORD)).rejects.toMatchObject({ code: 'invalid' });
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

test.describe('a database that stays', () => {
  test.use({ fresh: true });

  test('a newer version that wants the database waits, and an older Facet then refuses it with words', async ({
    ready,
    demo,
  }) => {
    await ready.ui.addSecretKey(alice.nsec);
    const { tabId } = await ready.visit(`${demo.url}plain.html`);
    const page = await ready.open('manifest.json');
    const titles = () =>
      page.evaluate(
        (tab) => Promise.all([chrome.action.getTitle({}), chrome.action.getTitle({ tabId: tab })]),
        tabId,
      );
    const named = expect.stringContaining(alice.name);
    await expect.poll(titles).toEqual([named, named]);
    expect(await openAs(page, 2)).toBe('blocked');
    expect(await pubkeys(ready)).toEqual([alice.pubkey]);
    const held = () => page.evaluate(() => chrome.storage.session.get());
    expect(await held()).toMatchObject({ unlocked: {}, snapshot: {} });
    await ready.stopWorker(); // which locks nothing
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
    for (const item of ['unlocked', 'snapshot', 'deadline']) expect(await held()).not.toHaveProperty(item);
    await expect.poll(titles).toEqual(['Facet: locked', 'Facet: locked']);
    // no page waits for ever, or shows what was open
    for (const path of ['popup.html', 'options.html', 'onboarding.html', 'prompt.html']) {
      const shown = await ready.open(path);
      await shown.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await shown.keyboard.press('Enter');
      const why = 'This was saved by a newer Facet. Update Facet to open it. Nothing changed.';
      await expect(shown.getByText(why)).toBeVisible();
      await expect(shown.getByText(alice.name)).toHaveCount(0);
      await shown.close();
    }
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
});
