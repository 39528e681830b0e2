import { finalizeEvent, type EventTemplate } from 'nostr-tools/pure';
import { people } from '../../scripts/demo/people';
import { says, startDomain, type Domain } from './domain/domain';
import { launchFacet, PASSWORD, type Facet } from './facet';
import { expect, test as base } from './test';
import { isVerified } from './window-nostr';

const { alice, harbour } = people;
const NEW = 'wss://new.example';

const sign = (draft: Partial<EventTemplate> & { kind: number }, who = alice) =>
  finalizeEvent(
    { content: '', tags: [], created_at: Math.floor(Date.now() / 1_000) - 60, ...draft },
    who.secretKey,
  );

/** The relays of the only account. */
async function openRelaysOfOne(facet: Facet) {
  const page = await facet.open('options.html#relays');
  await page.getByRole('navigation', { name: 'Account' }).getByRole('link').last().click();
  return page;
}

const openRelays = async (facet: Facet) => {
  const page = await openRelaysOfOne(facet);
  const list = page.getByRole('region', { name: 'Where others find this account' });
  await expect(list.getByLabel('Address of a relay')).toBeVisible();
  return { page, list, dialog: page.getByRole('dialog') };
};

const test = base.extend<{ domain: Domain }>({
  domain: async ({}, use) => {
    const domain = await startDomain('relay.example');
    await use(domain);
    await domain.stop();
  },
});

test('a relay list is changed, reviewed and published, and what Facet does not know of it survives', async ({
  ready,
  relay,
}) => {
  const old = sign({
    kind: 10_002,
    tags: [
      ['client', 'Other'],
      ['r', relay.url],
      ['r', 'wss://away.example', 'read'],
      ['alt', 'x'],
      ['r', 'wss://gone.example'],
    ],
  });
  await relay.publish(old);
  await ready.ui.addSecretKey(alice.nsec);
  const lists = () => relay.events({ kinds: [10_002], authors: [alice.pubkey] });
  const { page, list, dialog } = await openRelays(ready);

  await list.getByLabel('Write to away.example').click();
  await list.getByRole('button', { name: 'Remove gone.example' }).click();
  await list.getByLabel('Address of a relay').fill(NEW);
  await list.getByRole('button', { name: 'Add relay' }).click();
  await list.getByLabel('Read from new.example').click();
  await expect(list.getByText('3 changes not published.')).toBeVisible();
  await page.getByRole('link', { name: 'All accounts' }).click();
  await expect(page.getByRole('heading', { name: 'Who uses which relay' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'alice' }).click();
  await expect(list.getByText('3 changes not published.')).toBeVisible(); // a look elsewhere loses nothing

  await list.getByRole('button', { name: 'Review and sign' }).click();
  const lines = dialog.locator('.people > li');
  await expect(lines).toHaveText([
    /−.*gone\.example/,
    /~.*away\.example.*read → read and write/,
    /\+.*new\.example.*write/,
  ]);
  expect(lists()).toMatchObject([{ id: old.id }]);
  await dialog.getByRole('button', { name: /^Publish as/ }).click();
  await expect(dialog).toBeHidden();

  await expect.poll(() => lists()[0]?.id).not.toBe(old.id);
  const [published] = lists();
  expect(published && isVerified(published)).toBe(true);
  expect(published?.tags).toEqual([
    ['client', 'Other'],
    ['r', relay.url],
    ['r', 'wss://away.example'],
    ['alt', 'x'],
    ['r', `${NEW}/`, 'write'],
  ]);
  await expect(list.getByText('not published')).toHaveCount(0);
  await expect(list.getByLabel('Read from new.example')).not.toBeChecked();
  await expect(
    page.getByRole('region', { name: 'Waiting to be published' }).getByText(`${NEW}/`),
  ).toBeVisible();
});

test('what was published is what a page gets from getRelays', async ({ ready, relay, demo }) => {
  await ready.ui.addSecretKey(alice.nsec);
  await relay.publish(sign({ kind: 10_002, tags: [['r', relay.url]] }));
  const { page: site } = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() =>
    site.evaluate(() =>
      (window as unknown as { nostr: { getPublicKey(): Promise<string> } }).nostr.getPublicKey(),
    ),
  );
  await connect.allow();
  const { list, dialog } = await openRelays(ready);
  await expect(list.getByRole('switch')).toHaveCount(2);
  await list.getByRole('switch', { name: /^Read from/ }).click();
  await list.getByRole('button', { name: 'Review and sign' }).click();
  await dialog.getByRole('button', { name: /^Publish as/ }).click();
  await expect(dialog).toBeHidden();
  const answer = await site.evaluate(() =>
    (window as unknown as { nostr: { getRelays(): Promise<object> } }).nostr.getRelays(),
  );
  expect(answer).toEqual({ [relay.url]: { read: false, write: true } });
});

test('a list that changes elsewhere meanwhile is compared again before anything is published', async ({
  ready,
  relay,
}) => {
  await relay.publish(sign({ kind: 10_002, tags: [['r', relay.url]] }));
  await ready.ui.addSecretKey(alice.nsec);
  const { list, dialog } = await openRelays(ready);
  await list.getByLabel('Address of a relay').fill(NEW);
  await list.getByRole('button', { name: 'Add relay' }).click();
  await list.getByRole('button', { name: 'Review and sign' }).click();
  await expect(dialog.locator('.people > li')).toHaveCount(1);

  const elsewhere = sign({
    kind: 10_002,
    created_at: Math.floor(Date.now() / 1_000) + 5,
    tags: [
      ['r', relay.url],
      ['r', 'wss://elsewhere.example'],
    ],
  });
  await relay.publish(elsewhere);
  await expect(list.getByText('elsewhere.example')).toBeAttached();
  await dialog.getByRole('button', { name: /^Publish as/ }).click();
  await expect(dialog.getByRole('alert')).toContainText(
    'A newer list arrived meanwhile. Nothing was published.',
  );
  const lists = () => relay.events({ kinds: [10_002], authors: [alice.pubkey] });
  expect(lists()).toMatchObject([{ id: elsewhere.id }]);
  await expect(dialog.locator('.numbers')).toContainText('2kept');

  await dialog.getByRole('button', { name: /^Publish as/ }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => lists()[0]?.tags).toEqual([...elsewhere.tags, ['r', `${NEW}/`]]);
});

test('relays for private messages are published where none were known, after the word that one may be replaced', async ({
  ready,
  relay,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const { page, dialog } = await openRelays(ready);
  const list = page.getByRole('region', { name: 'Private messages' });
  await list.getByLabel('Address of a relay').fill('inbox.example');
  await list.getByRole('button', { name: 'Add relay' }).click();
  await list.getByRole('button', { name: 'Review and sign' }).click();
  const publish = dialog.getByRole('button', { name: /^Publish as/ });
  await expect(dialog.getByText('No list was found on any relay.')).toBeVisible();
  await expect(publish).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('Publish even so').check();
  await publish.click();
  await expect(dialog).toBeHidden();
  await expect
    .poll(() => relay.events({ kinds: [10_050], authors: [alice.pubkey] })[0]?.tags)
    .toEqual([['relay', 'wss://inbox.example/']]);
});

test('the lists of an account that is only watched are there to look at', async ({ ready, relay }) => {
  await relay.publish(sign({ kind: 10_002, tags: [['r', relay.url]] }, harbour));
  await ready.ui.addWatchOnly(harbour.npub);
  const page = await openRelaysOfOne(ready);
  await expect(page.getByRole('switch', { name: /^Write to/ })).toBeDisabled();
  await expect(page.getByLabel('Address of a relay')).toHaveCount(0);
  await expect(page.getByText('Facet has no key to publish with.')).toBeVisible();
});

test('a lock in the middle of an edit publishes nothing, and the list is as it was', async ({
  ready,
  relay,
}) => {
  const held = sign({ kind: 10_002, tags: [['r', relay.url]] });
  await relay.publish(held);
  await ready.ui.addSecretKey(alice.nsec);
  const { page, list } = await openRelays(ready);
  await list.getByRole('switch', { name: /^Read from/ }).click();
  await expect(list.getByText('1 change not published.')).toBeVisible();
  await page.getByRole('button', { name: 'Lock now' }).click();
  await expect(list).toHaveCount(0);
  await ready.ui.unlock(PASSWORD);
  // whom the word in its address stood for the lock has made the page forget
  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'alice' }).click();
  await expect(list.getByRole('switch', { name: /^Read from/ })).toBeChecked();
  await expect(list.getByText('not published')).toHaveCount(0);
  expect(relay.events({ kinds: [10_002], authors: [alice.pubkey] })).toMatchObject([{ id: held.id }]);
});

test('relays where the people whom one follows write are suggested, and added on a click', async ({
  ready,
  relay,
}) => {
  const friends = Object.values(people).filter(({ pubkey }) => pubkey !== alice.pubkey);
  await relay.publish(
    sign({
      kind: 3,
      created_at: Math.floor(Date.now() / 1_000),
      tags: friends.map(({ pubkey }) => ['p', pubkey]),
    }),
  );
  for (const friend of friends) {
    const tags = [
      ['r', 'wss://pier.example'],
      ['r', relay.url],
    ];
    await relay.publish(sign({ kind: 10_002, created_at: Math.floor(Date.now() / 1_000), tags }, friend));
  }
  await ready.ui.addSecretKey(alice.nsec);
  const { page, list } = await openRelays(ready);
  await expect.poll(async () => (await ready.snapshot()).accounts[0]?.follows).toBe(friends.length);
  await page.getByRole('button', { name: 'Where the people you follow write' }).click();
  await page.getByRole('button', { name: 'Add pier.example' }).click();
  await expect(list.getByLabel('Write to pier.example')).toBeChecked();
  await expect(page.getByText('127.0.0.1')).toHaveCount(0);
});

test('what a relay says of itself is asked on the click alone, and shown as text', async ({
  domain,
  relay,
}) => {
  const facet = await launchFacet({ domain });
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([`wss://${domain.name}/`, relay.url]);
  domain.answer = says({
    name: 'Harbour',
    description: '<a href="https://evil.example">Click</a>',
    icon: 'https://relay.example/icon.png',
    limitation: { auth_required: true },
  });
  const page = await facet.open('options.html#relays');
  const about = page.getByRole('button', { name: `About ${domain.name}` });
  await expect(about).toBeVisible();
  const pathsOf = () => domain.asked.filter(({ headers }) => !headers.upgrade).map(({ path }) => path);
  expect(pathsOf()).toEqual([]);
  await about.click();
  await expect(page.getByText('You must sign in.')).toBeVisible();
  await expect(page.getByText('<a href="https://evil.example">Click</a>')).toBeVisible();
  expect(pathsOf()).toEqual(['/']);
  const { headers } = domain.asked.find(({ headers: each }) => !each.upgrade) ?? {};
  expect(headers?.accept).toBe('application/nostr+json');
  expect(headers).not.toHaveProperty('cookie');
  await about.click();
  await about.click();
  await expect(page.getByText('You must sign in.')).toBeVisible();
  expect(pathsOf()).toEqual(['/']);
  await page.getByRole('button', { name: 'About 127.0.0.1' }).click();
  await expect(page.getByText('Facet asks only relays with an encrypted connection')).toBeVisible();
  await facet.close();
});
