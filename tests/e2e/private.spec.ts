import { people } from '../../scripts/demo/people';
import { findInFolder, toTraces } from './disk-search';
import { launchFacet, PASSWORD, type Facet } from './facet';
import { openPrivate } from './private-windows';
import { test } from './profile';
import { expect } from './test';
import { getPublicKey } from './window-nostr';

/** What the functions below find when they run inside a page of Facet. */
declare const chrome: {
  action: { getTitle(which: { tabId: number }): Promise<string> };
  storage: { session: { get(key: null): Promise<object> } };
  windows: {
    remove(window: number): Promise<void>;
    getAll(): Promise<{ incognito: boolean }[]>;
  };
};

const { alice, ines } = people;

async function setUp(profile: string) {
  const facet = await launchFacet({ profile, privateWindows: true });
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([]);
  for (const person of [alice, ines]) await facet.ui.addSecretKey(person.nsec, person.name);
  const caller = await facet.open('manifest.json');
  const titleOf = (tabId: number) => caller.evaluate((tab) => chrome.action.getTitle({ tabId: tab }), tabId);
  const inSession = () => caller.evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)));
  const privateWindows = () =>
    caller.evaluate(async () => (await chrome.windows.getAll()).filter(({ incognito }) => incognito).length);
  return { facet, caller, titleOf, inSession, privateWindows };
}

/** The page asks who the person is, and the person lets it know. */
async function connect(facet: Facet, page: Parameters<typeof getPublicKey>[0], as?: string) {
  const prompt = await facet.prompted(() => getPublicKey(page));
  if (as) await prompt.page.getByRole('radio', { name: as }).check();
  await prompt.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
}

test('a private window knows nothing of the others, keeps what is chosen there to itself, and forgets it', async ({
  profile,
  demo,
}) => {
  const { facet, caller, titleOf, inSession, privateWindows } = await setUp(profile);
  const url = `${demo.url}plain.html`;
  const { host } = new URL(url);
  const site = { open: await facet.visit(url) };
  await connect(facet, site.open.page);
  const stranger = `Facet: ${host} is not connected; you would be ${ines.name}`;

  // the site that is connected elsewhere is a stranger here
  const first = await openPrivate(caller, url);
  await expect.poll(() => titleOf(first.tabId)).toBe(stranger);
  expect(await first.page.evaluate(() => nostr.isEnabled())).toBe(false);
  expect(await facet.ui.getTab(first.tabId)).toMatchObject({ isPrivate: true, connected: false, knows: [] });
  await facet.ui.switchAccount(alice.pubkey, 'site', first.tabId);
  await connect(facet, first.page);
  expect(await getPublicKey(first.page)).toBe(alice.pubkey);
  await expect.poll(() => titleOf(first.tabId)).toBe(`Facet: you are ${alice.name} on ${host}`);

  // and what is chosen here counts here alone, in all private windows
  expect(await getPublicKey(site.open.page)).toBe(ines.pubkey);
  expect(await facet.ui.getTab(site.open.tabId)).toMatchObject({ pubkey: ines.pubkey, knows: [ines.pubkey] });
  const second = await openPrivate(caller, url);
  await expect.poll(() => titleOf(second.tabId)).toBe(`Facet: you are ${alice.name} on ${host}`);
  await caller.evaluate((id) => chrome.windows.remove(id), second.windowId);
  await expect.poll(privateWindows).toBe(1);
  expect(await getPublicKey(first.page)).toBe(alice.pubkey);

  // it goes with the last of them
  expect(await inSession()).toContain('privateChoices');
  await caller.evaluate((id) => chrome.windows.remove(id), first.windowId);
  await expect.poll(inSession).not.toContain('privateChoices');
  const third = await openPrivate(caller, url);
  await expect.poll(() => titleOf(third.tabId)).toBe(stranger);
  expect(await third.page.evaluate(() => nostr.isEnabled())).toBe(false);
  await facet.close();
});

test('a worker that is dead when the last private window closes leaves nothing of it', async ({
  profile,
  demo,
}) => {
  const { facet, caller, inSession } = await setUp(profile);
  const { page, windowId } = await openPrivate(caller, `${demo.url}plain.html`);
  await connect(facet, page);
  await expect.poll(inSession).toContain('privateChoices');
  await facet.stopWorker();
  await caller.evaluate((id) => chrome.windows.remove(id), windowId);
  await expect.poll(inSession).not.toContain('privateChoices');
  await facet.close();
});

test('nothing of a private window reaches the disk', async ({ profile, demo }) => {
  const { facet, caller } = await setUp(profile);
  const url = `${demo.otherUrl}plain.html`;
  const { page, tabId } = await openPrivate(caller, url);
  expect(await facet.ui.getTab(tabId)).toMatchObject({ isPrivate: true, origin: new URL(url).origin }); // it has spoken
  await facet.ui.switchAccount(alice.pubkey, 'site', tabId);
  await connect(facet, page);
  expect(await getPublicKey(page)).toBe(alice.pubkey);
  await facet.ui.switchAccount(ines.pubkey, 'all', tabId);
  await facet.visit(demo.url); // a control: of this one the browser keeps a history
  await facet.close();

  const traces = {
    ...toTraces('the site', new URL(url).host),
    ...toTraces('who one was there', alice.pubkey),
    ...toTraces('what the button said there', alice.name),
    ...toTraces('what the button said elsewhere', ines.name),
  };
  expect(await findInFolder(profile, traces)).toEqual([]);
  expect(await findInFolder(profile, toTraces('control', new URL(demo.url).host))).not.toEqual([]);
  // and nothing of it is in the sealed state, which no search of a disk can see into
  const again = await launchFacet({ profile });
  await again.ui.unlock(PASSWORD);
  const { current, sites } = await again.snapshot();
  expect({ current, sites }).toEqual({ current: ines.pubkey, sites: [] });
  await again.close();
});
