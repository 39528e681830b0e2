import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { finalizeEvent, type Event } from 'nostr-tools/pure';
import type { Relay } from '../../scripts/relay/relay';
import { people } from '../../scripts/demo/people';
import type { Facet } from './facet';
import type { PromptWindow } from './pages/prompt-window';
import { expect, test } from './test';
import { getPublicKey, isVerified, sign } from './window-nostr';

const { ines } = people;
const HOUR = 3_600;
const now = Math.floor(Date.now() / 1_000);

const others = Array.from({ length: 510 }, (_, i) => [
  'p',
  createHash('sha256').update(`followed ${i}`).digest('hex'),
]);
const followsOf = (count: number, created_at: number): Event =>
  finalizeEvent({ kind: 3, content: '', tags: others.slice(0, count), created_at }, ines.secretKey);
const stored = (relay: Relay) => relay.events({ kinds: [3], authors: [ines.pubkey] })[0];

/** Facet holds Ines, and has heard of this list of hers. */
async function hear(facet: Facet, list: Event, relay: Relay): Promise<void> {
  await relay.publish(list);
  const popup = await facet.open('popup.html'); // relays are heard while somebody looks
  await expect
    .poll(async () => (await facet.snapshot()).accounts.map(({ follows }) => follows))
    .toEqual([list.tags.length]);
  await popup.close();
}

/** A client that Ines has let in, and that publishes what it had signed, as clients do. */
async function openClient(facet: Facet, url: string): Promise<Page> {
  const { page } = await facet.visit(url);
  const prompt = await facet.prompted(() => getPublicKey(page));
  await prompt.allow();
  return page;
}

/** The client replaces the follow list by this one. */
async function replace(
  facet: Facet,
  page: Page,
  relay: Relay,
  tags: string[][],
): Promise<{ prompt: PromptWindow; done: Promise<unknown> }> {
  let done: Promise<unknown> = Promise.resolve();
  const prompt = await facet.prompted(() => {
    done = sign(page, { kind: 3, tags }).then((event) => relay.publish(event));
    return done;
  });
  return { prompt, done };
}

test('a follow list of 500 that would become one of 3 is an alarm; let through all the same, the 500 come back from the dashboard', async ({
  ready,
  relay,
  demo,
}) => {
  await ready.ui.addSecretKey(ines.nsec);
  const good = followsOf(500, now - HOUR);
  await hear(ready, good, relay);
  const client = await openClient(ready, demo.url);
  const { prompt, done } = await replace(ready, client, relay, others.slice(0, 3));

  const { page } = prompt;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'would remove 497 of the 500 people you follow',
  );
  await expect(page.locator('.numbers')).toHaveText(/−497\s*removed\s*3\s*kept/);
  await expect(page.getByRole('button', { name: 'Keep my list' })).toBeFocused();
  await expect(page.locator('.people > li')).toHaveCount(4);
  await page.getByRole('button', { name: '494 more' }).click();
  await expect(page.locator('.people > li')).toHaveCount(204);
  const tick = page.getByRole('checkbox', { name: 'I want to stop following these 497 people' });
  const yes = page.getByRole('button', { name: 'Replace list' });
  await expect(tick).not.toBeChecked();
  await expect(yes).toHaveAttribute('aria-disabled', 'true');
  await yes.click({ force: true });
  expect(await ready.ui.getPrompts()).toHaveLength(1);
  expect(stored(relay)?.id).toBe(good.id);
  await tick.check();
  await prompt.allow();
  await done;
  await expect.poll(() => stored(relay)?.tags.length).toBe(3);

  const bad = stored(relay);
  await ready.stopWorker(); // what was kept is on disk
  const options = await ready.open('options.html');
  await options.getByRole('button', { name: `Details of ${ines.name}` }).click();
  await options.getByRole('link', { name: 'Earlier copies…' }).click();
  await options.getByRole('button', { name: /^Compare: Follow list, 500 people/ }).click();
  const dialog = options.getByRole('dialog');
  await expect(dialog.locator('.numbers')).toHaveText(/3\s*kept\s*\+497\s*added/);
  await dialog.getByRole('button', { name: 'Restore 500 people' }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => stored(relay)?.tags).toEqual(good.tags);
  const back = stored(relay);
  expect(back && isVerified(back) && back.pubkey).toBe(ines.pubkey);
  expect(back?.created_at).toBeGreaterThan(bad?.created_at ?? 0);
  await expect.poll(async () => (await ready.snapshot()).outbox).toEqual([]);
});

test('kept by the person, the 500 stay', async ({ ready, relay, demo }) => {
  await ready.ui.addSecretKey(ines.nsec);
  const good = followsOf(500, now - HOUR);
  await hear(ready, good, relay);
  const client = await openClient(ready, demo.url);
  const { prompt, done } = await replace(ready, client, relay, others.slice(0, 3));
  await prompt.page.getByRole('checkbox').check();
  await prompt.escape();
  await expect(done).rejects.toThrow('User rejected');
  expect(stored(relay)?.id).toBe(good.id);
});

test('a follow list of 500 that becomes one of 501 is signed with one press, and says whom it adds', async ({
  ready,
  relay,
  demo,
}) => {
  await ready.ui.addSecretKey(ines.nsec);
  await hear(ready, followsOf(500, now - HOUR), relay);
  const client = await openClient(ready, demo.url);
  const { prompt, done } = await replace(ready, client, relay, others.slice(0, 501));
  await expect(prompt.page.locator('.numbers')).toHaveText(/^\s*500\s*kept\s*\+1\s*added\s*$/);
  await expect(prompt.page.locator('.alarm')).toHaveCount(0);
  await expect(prompt.page.getByRole('checkbox')).toHaveCount(0);
  await expect(prompt.page.getByRole('heading', { level: 1 })).toHaveText(
    'wants to replace your follow list',
  );
  await prompt.allow();
  await done;
  expect(stored(relay)?.tags).toHaveLength(501);
});

test('a follow list made from an older copy than the relays have is an alarm, also where Facet has yet to hear of the newer', async ({
  ready,
  relay,
  demo,
}) => {
  await ready.ui.addSecretKey(ines.nsec);
  await hear(ready, followsOf(500, now - 2 * HOUR), relay);
  const client = await openClient(ready, demo.url);
  await hear(ready, followsOf(503, now - HOUR), relay); // on another device
  const stranger = others[509] ?? [];
  const { prompt, done } = await replace(ready, client, relay, [...others.slice(0, 500), stranger]);
  await expect(prompt.page.getByRole('heading', { level: 1 })).toHaveText(
    'would undo newer changes of your follow list',
  );
  await expect(prompt.page.locator('.notice.danger')).toContainText('3 newer changes would be undone');
  await expect(prompt.approve).toHaveAttribute('aria-disabled', 'true');

  // the newest of all arrives while the person looks: what is on screen follows
  await relay.publish(followsOf(505, now - HOUR / 2));
  await expect(prompt.page.locator('.notice.danger')).toContainText('5 newer changes would be undone');
  await expect(prompt.page.locator('.numbers')).toHaveText(/−5\s*removed\s*500\s*kept\s*\+1\s*added/);
  await prompt.reject();
  await expect(done).rejects.toThrow('User rejected');
  expect(stored(relay)?.tags).toHaveLength(505);
});

test('of a list that Facet does not follow the newest copy is found on the relays while the prompt is open', async ({
  ready,
  relay,
  demo,
}) => {
  await ready.ui.addSecretKey(ines.nsec);
  const bookmarks = finalizeEvent(
    {
      kind: 30_003,
      content: '',
      tags: [['d', 'read later'], ...others.slice(0, 40)],
      created_at: now - HOUR,
    },
    ines.secretKey,
  );
  await relay.publish(bookmarks);
  const client = await openClient(ready, demo.url);
  const ask = (d: string) =>
    ready.prompted(() => sign(client, { kind: 30_003, tags: [['d', d], ...others.slice(0, 2)] }));
  const known = await ask('read later');
  await expect(known.page.getByRole('heading', { level: 1 })).toHaveText(
    'would remove 38 of the 40 entries of one of your lists',
  );
  await known.reject();
  const unknown = await ask('another');
  await expect(unknown.page.locator('.notice.warn')).toHaveText(/Facet knows no earlier copy of this/);
  await expect(unknown.page.locator('.numbers')).toHaveCount(0);
  await unknown.reject();
});
