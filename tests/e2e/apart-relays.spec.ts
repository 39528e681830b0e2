import { finalizeEvent } from 'nostr-tools/pure';
import { people } from '../../scripts/demo/people';
import type { Relay } from '../../scripts/relay/relay';
import { toPubkeys, type SocketLog } from '../../scripts/relay/socket-client';
import type { Facet } from './facet';
import { expect, test } from './test';

const { alice, ines, nightjar } = people;
const all = [alice, ines, nightjar].map(({ pubkey }) => pubkey);

/** Which of the person's accounts each socket, and each filter on it, names. */
const toSeen = (sockets: readonly SocketLog[]): string[][] =>
  sockets
    .flatMap(({ pubkeys, filters }) => [pubkeys, ...filters.map(toPubkeys)])
    .map((pubkeys) => all.filter((each) => pubkeys.includes(each)));

/** Those that name an account with another. */
const toLinks = (sockets: readonly SocketLog[], pubkey: string): string[][] =>
  toSeen(sockets).filter((seen) => seen.includes(pubkey) && seen.length > 1);

/** Whom the sockets listen to now. */
const toListening = ({ sockets }: Relay): string[][] =>
  sockets
    .map(({ listening }) => all.filter((each) => listening.flatMap(toPubkeys).includes(each)))
    .filter((seen) => seen.length > 0)
    .toSorted((one, other) => one.length - other.length);

async function keepApart(ready: Facet, name: string): Promise<void> {
  const page = await ready.open('options.html');
  await page.getByRole('button', { name: `Details of ${name}` }).click();
  const keep = page.getByRole('switch', { name: /^Keep apart from the others/ });
  await expect(keep).not.toBeChecked();
  await keep.click();
  await expect(keep).toBeChecked();
  await page.close();
}

async function rename(ready: Facet, { secretKey, pubkey }: typeof alice, relay: Relay): Promise<void> {
  const { event } = await ready.ui.getProfile(pubkey);
  const { kind, tags, content } = event ?? { kind: 0, tags: [], content: '' };
  const created_at = Math.max(Math.floor(Date.now() / 1_000), (event?.created_at ?? 0) + 1);
  const { id } = finalizeEvent({ kind, tags, content, created_at }, secretKey);
  await ready.ui.publishEvents(pubkey, [{ kind, tags, content, created_at }], [relay.url], event?.id);
  await expect.poll(() => relay.events({ ids: [id] })).toHaveLength(1);
}

test('a relay sees an account that is kept apart with no other, on no socket and in no filter', async ({
  ready,
  relay,
}) => {
  test.setTimeout(60_000);
  for (const { nsec } of [alice, ines, nightjar]) await ready.ui.addSecretKey(nsec);
  const before = await ready.open('popup.html');
  await expect.poll(() => toListening(relay)).toEqual([all]);
  expect(toLinks(relay.sockets, ines.pubkey)).not.toEqual([]); // the log would show it
  await keepApart(ready, ines.name);
  await expect.poll(() => toListening(relay)).toEqual([[ines.pubkey], [alice.pubkey, nightjar.pubkey]]);
  await before.close();
  await expect.poll(() => relay.connections, { timeout: 15_000 }).toBe(0);

  const from = relay.sockets.length;
  const popup = await ready.open('popup.html');
  await expect.poll(() => toListening(relay)).toEqual([[ines.pubkey], [alice.pubkey, nightjar.pubkey]]);
  await ready.ui.switchAccount(ines.pubkey, 'all', undefined, undefined);
  await expect.poll(async () => (await ready.snapshot()).current).toBe(ines.pubkey);
  for (const person of [ines, alice]) await rename(ready, person, relay);
  await popup.close();
  await ready.stopWorker(); // the next one knows it, too
  const again = await ready.open('popup.html');
  await expect.poll(() => toListening(relay)).toEqual([[ines.pubkey], [alice.pubkey, nightjar.pubkey]]);
  await again.close();

  const since = relay.sockets.slice(from);
  expect(toLinks(since, ines.pubkey)).toEqual([]);
  // a worker that was stopped before it heard that the relay has an event hands it in again
  const authors = new Set(since.flatMap(({ events }) => events).map(({ pubkey }) => pubkey));
  expect(authors).toEqual(new Set([ines.pubkey, alice.pubkey]));
});
