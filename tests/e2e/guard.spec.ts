/** What would link two of one's own accounts is warned of first: by a site, by readers, by a relay. */
import { npubEncode } from 'nostr-tools/nip19';
import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import type { Facet } from './facet';
import type { PromptWindow } from './pages/prompt-window';
import { expect, test } from './test';
import { getPublicKey, isVerified, sign } from './window-nostr';

const { alice, ines } = people;
const RELAY = 'wss://relay.example/';
const MAY = 'may be seen together';
const naming = { content: `On the road with nostr:${npubEncode(ines.pubkey)}` };
const auth = {
  kind: 22_242,
  content: '',
  tags: [
    ['relay', RELAY],
    ['challenge', 'x'],
  ],
};

/** A page of a site that knows Alice, and may post notes as her unasked. */
async function setUp(facet: Facet, url: string): Promise<{ page: Page; tabId: number }> {
  for (const { nsec } of [ines, alice]) await facet.ui.addSecretKey(nsec);
  const visited = await facet.visit(url);
  const connect = await facet.prompted(() => getPublicKey(visited.page));
  expect(await connect.text).not.toContain(MAY);
  await connect.say('Everyday posts too');
  await connect.allow();
  await isIdle(facet);
  return visited;
}

const isIdle = (facet: Facet) => expect.poll(() => facet.prompts().length).toBe(0);

/** Calls, and answers the prompt that comes: it must warn in these words. */
async function warned<T>(facet: Facet, call: () => Promise<T>, words: string, remember = false): Promise<T> {
  let called: Promise<T> | undefined;
  const prompt = await facet.prompted(() => (called = call()));
  await expectWarning(prompt, words);
  if (remember) await prompt.page.getByRole('checkbox', { name: MAY }).check();
  await prompt.allow();
  const result = await (called as Promise<T>);
  await isIdle(facet);
  return result;
}

const expectWarning = ({ page }: PromptWindow, words: string) =>
  expect(page.getByRole('region', { name: 'Others of your accounts' })).toContainText(words);

const pairs = async (facet: Facet) => (await facet.snapshot()).pairs;
const both = [alice.pubkey, ines.pubkey].toSorted();

test('a note that names another account is signed by no rule, until the two may be seen together', async ({
  ready,
  demo,
}) => {
  const { page } = await setUp(ready, `${demo.url}plain.html`);
  expect(isVerified(await sign(page))).toBe(true); // the rule
  const words = `This names \u2068${ines.name}\u2069, another of your accounts.`;
  const once = await warned(ready, () => sign(page, naming), words);
  expect([isVerified(once), once.pubkey]).toEqual([true, alice.pubkey]);
  expect(await pairs(ready)).toEqual([]);

  await warned(ready, () => sign(page, { tags: [['p', ines.pubkey]] }), words, true);
  expect(await pairs(ready)).toEqual([both]);
  expect((await sign(page, naming)).pubkey).toBe(alice.pubkey);
  expect(await ready.ui.getPrompts()).toEqual([]);

  await ready.ui.logout(ines.pubkey);
  expect(await pairs(ready)).toEqual([]);
  await ready.ui.addSecretKey(ines.nsec);
  await ready.ui.switchAccount(alice.pubkey, 'all');
  const again = await ready.prompted(() => sign(page, naming));
  await expectWarning(again, words);
  await again.reject();
});

test('a site that knows one account shows that to whom it asks for another', async ({ ready, demo }) => {
  const { page, tabId } = await setUp(ready, `${demo.url}plain.html`);
  await ready.ui.switchAccount(ines.pubkey, 'tab', tabId);
  const prompt = await ready.prompted(() => getPublicKey(page));
  const site = new URL(demo.url).host;
  await expectWarning(prompt, `${site} knows you as \u2068${alice.name}\u2069.`);
  const warning = prompt.page.getByRole('region', { name: 'Others of your accounts' });
  await expect(prompt.approve).toHaveAttribute('aria-disabled', 'false');
  await prompt.say(alice.name); // whom it knows
  await expect(warning).toHaveCount(0);
  await expect(prompt.approve).toHaveAttribute('aria-disabled', 'true');
  await prompt.say(ines.name);
  await expect(warning).toBeVisible();
  await prompt.page.getByRole('checkbox', { name: MAY }).check();
  await expect(prompt.approve).toHaveAttribute('aria-disabled', 'true'); // what would be approved has changed
  await prompt.allow();
  await expect.poll(() => pairs(ready)).toEqual([both]);
  await isIdle(ready);

  // another site that knows Alice: the pair is known, so nothing is warned of
  const other = await ready.visit(`${demo.otherUrl}plain.html`);
  const first = await ready.prompted(() => getPublicKey(other.page));
  await first.say(alice.name);
  await first.allow();
  await isIdle(ready);
  await ready.ui.switchAccount(ines.pubkey, 'site', other.tabId);
  expect(await getPublicKey(other.page)).toBe(ines.pubkey);
});

test('a relay where another account is signed in already', async ({ ready, demo }) => {
  const { page, tabId } = await setUp(ready, `${demo.url}plain.html`);
  const plain = await ready.prompted(() => sign(page, auth));
  expect(await plain.text).not.toContain(MAY);
  await plain.allow();
  await isIdle(ready);
  await ready.ui.switchAccount(ines.pubkey, 'tab', tabId, 'once');
  expect(await getPublicKey(page)).toBe(ines.pubkey);

  const words = `You are signed in at relay.example as \u2068${alice.name}\u2069 already.`;
  expect((await warned(ready, () => sign(page, auth), words)).pubkey).toBe(ines.pubkey);
  await ready.stopWorker(); // what a relay has seen is kept
  await warned(ready, () => sign(page, auth), words, true);
  expect(await pairs(ready)).toEqual([both]);
  const next = await ready.prompted(() => sign(page, auth));
  expect(await next.text).not.toContain(MAY);
  await next.reject();
});

test('pairs are listed in the settings, and forgotten there', async ({ ready, demo }) => {
  const { page } = await setUp(ready, `${demo.url}plain.html`);
  await warned(ready, () => sign(page, naming), 'This names', true);
  const settings = await ready.open('options.html#security');
  const list = settings.getByRole('list', { name: MAY });
  await expect(list.getByRole('listitem')).toHaveText([new RegExp(alice.name)]);
  await list.getByRole('button', { name: 'Forget' }).click();
  await expect(list).toHaveCount(0);
  expect(await pairs(ready)).toEqual([]);
  await warned(ready, () => sign(page, naming), 'This names');
});
