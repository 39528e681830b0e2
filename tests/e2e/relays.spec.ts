import { createHash } from 'node:crypto';
import { nsecEncode } from 'nostr-tools/nip19';
import * as nip44 from 'nostr-tools/nip44';
import { finalizeEvent, getPublicKey } from 'nostr-tools/pure';
import { startRelay, type Relay } from '../../scripts/relay/relay';
import type { Facet } from './facet';
import { haltAtFirstPaint, measureFirstPaint } from './first-paint';
import { expect, test } from './test';
import { getPublicKey as askPublicKey, isVerified, sign as signNote } from './window-nostr';

const secretOf = (label: string) =>
  new Uint8Array(createHash('sha256').update(`facet relays: ${label}`).digest());
const pubkeyOf = (label: string) => getPublicKey(secretOf(label));
const LABELS = Array.from({ length: 10 }, (_, index) => `person ${index}`);

const sign = (label: string, kind: number, tags: string[][] = [], content = '', created_at = 1_700_000_000) =>
  finalizeEvent({ kind, tags, content, created_at }, secretOf(label));
const toPeople = (count: number) =>
  Array.from({ length: count }, (_, index) => ['p', index.toString(16).padStart(64, '0')]);
const profileOf = (label: string, name: string, created_at?: number) =>
  sign(label, 0, [], JSON.stringify({ name }), created_at);

/** Puts profiles and lists of everybody on a relay; a person's number is in each of them. */
async function seed(relay: Relay): Promise<void> {
  for (const [index, label] of LABELS.entries()) {
    await relay.publish(profileOf(label, `Name ${index}`));
    await relay.publish(sign(label, 3, toPeople(300 + index)));
    await relay.publish(sign(label, 10_000, toPeople(20 + index)));
  }
}

const importAll = ({ ui }: Facet, labels = LABELS) =>
  ui.importAccounts(
    labels.map((label) => nsecEncode(secretOf(label))).join('\n'),
    labels.map((_, line) => line),
  );

const toKnown = async (facet: Facet) =>
  (await facet.snapshot()).accounts.map(({ pubkey, name, follows, mutes }) => ({
    ...{ pubkey, name, follows, mutes },
  }));
const EVERYTHING = LABELS.map((label, index) => ({
  ...{ pubkey: pubkeyOf(label), name: `Name ${index}`, follows: 300 + index, mutes: 20 + index },
}));

test('ten accounts take one socket for each relay while a page is open, and none a moment after', async ({
  ready,
  relay,
}) => {
  const other = await startRelay();
  const connections = () => [relay, other].map((each) => each.connections);
  await ready.ui.setRelays([relay.url, other.url]);
  await importAll(ready);
  await seed(other);
  await expect.poll(connections).toEqual([0, 0]);
  const popup = await ready.open('popup.html');
  await expect.poll(() => toKnown(ready)).toEqual(EVERYTHING);
  // all may have been known before: relays are looked at a moment after a page is open
  await expect.poll(connections).toEqual([1, 1]);
  await expect.poll(() => [relay, other].map(({ subscriptions }) => subscriptions)).toEqual([1, 1]);
  await popup.close();
  await expect.poll(connections).toEqual([0, 0]);
  await other.stop();
});

test('long lists are counted right in the popup', async ({ ready, relay }) => {
  await relay.publish(sign('collector', 3, toPeople(5_000)));
  await relay.publish(sign('collector', 10_000, toPeople(2_000)));
  await importAll(ready, ['collector']);
  const popup = await ready.open('popup.html');
  await expect(popup.getByText('Follows: 5,000 · Mutes: 2,000')).toBeAttached();
});

test.describe('with a halt in every page', () => {
  test.use({ fresh: true });

  test('what a list mutes in private is counted too, once, and the popup does not wait for it', async ({
    ready,
    relay,
  }) => {
    test.setTimeout(120_000);
    const { ui } = ready;
    const key = nip44.getConversationKey(secretOf('collector'), pubkeyOf('collector'));
    const secret = nip44.encrypt(JSON.stringify(toPeople(1_990).slice(1_190)), key);
    await relay.publish(sign('collector', 3, toPeople(5_000)));
    await relay.publish(sign('collector', 10_000, toPeople(1_200), secret));
    await importAll(ready, ['newcomer']);
    await haltAtFirstPaint(ready);
    await measureFirstPaint(ready, 'popup.html'); // the browser keeps what it has compiled: the first ones pay for that
    const without = await measureFirstPaint(ready, 'popup.html');
    await ui.logout(pubkeyOf('newcomer'));
    await importAll(ready, ['collector']);
    const popup = await ready.open('popup.html');
    await expect(popup.getByText('Follows: 5,000 · Mutes: 1,990')).toBeAttached();
    const withIt = await measureFirstPaint(ready, 'popup.html');
    const [one, other] = [withIt.cpu, without.cpu].map((cpu) => cpu.toFixed(1));
    const description = `to the list with long lists ${one} ms, without ${other} ms: ${(withIt.cpu / without.cpu).toFixed(2)} times`;
    test.info().annotations.push({ type: 'measured', description });

    await ui.logout(pubkeyOf('collector'));
    await ui.addWatchOnly(pubkeyOf('collector'));
    await expect(popup.getByText('Follows: 5,000 · Mutes: at least 1,200, some are private')).toBeAttached();
    await expect(popup.getByText('1,200+')).toBeVisible();
    const dashboard = await ready.open('options.html');
    await expect(dashboard.getByText('At least 1,200, some are private')).toBeAttached();
  });
});

test('a relay that was away while the dashboard was open is heard again once it is back', async ({
  ready,
}) => {
  const first = await startRelay();
  await ready.ui.setRelays([first.url]);
  await first.publish(profileOf('ada', 'Before'));
  await importAll(ready, ['ada']);
  const dashboard = await ready.open('options.html');
  await expect(dashboard.getByText('Before').first()).toBeVisible();
  await first.stop();
  await expect.poll(async () => (await ready.snapshot()).relays[0]?.state).not.toBe('connected');
  const again = await startRelay({ port: first.port });
  await expect.poll(() => again.subscriptions, { timeout: 30_000 }).toBe(1);
  await again.publish(profileOf('ada', 'After', Math.floor(Date.now() / 1_000)));
  await expect(dashboard.getByText('After').first()).toBeVisible();
  await again.stop();
});

test('a worker that dies while relays are still telling loses nothing, and the disk has all of it', async ({
  ready,
}) => {
  const relay = await startRelay();
  await seed(relay);
  await importAll(ready);
  await ready.ui.setRelays([relay.url]);
  const stop = await ready.prepareStop();
  const opened = ready.open('popup.html');
  await expect.poll(() => relay.traffic.sent, { intervals: [1] }).toBeGreaterThan(0);
  await stop();
  const popup = await opened;
  await expect.poll(() => toKnown(ready)).toEqual(EVERYTHING);
  await popup.close();
  await expect.poll(() => relay.connections).toBe(0);
  await relay.stop();
  await ready.stopWorker();
  await expect.poll(() => toKnown(ready)).toEqual(EVERYTHING);
});

test('without any relay Facet says so and from when its numbers are, signs all the same, and says when it is over', async ({
  ready,
  demo,
}) => {
  const first = await startRelay();
  await ready.ui.setRelays([first.url]);
  await first.publish(sign('ada', 3, toPeople(12)));
  await importAll(ready, ['ada']);
  const popup = await ready.open('popup.html');
  await expect(popup.getByText('Follows: 12')).toBeAttached();
  const offline = popup.getByRole('status').filter({ hasText: 'No relay answers. Signing still works.' });
  await expect(offline).toHaveCount(0);
  await first.stop();
  await expect(offline).toContainText(/Follows and mutes are from \d\d:\d\d\./);

  const { page } = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() => askPublicKey(page));
  await connect.say('Everyday posts too');
  await connect.allow();
  expect(isVerified(await signNote(page, { content: 'without any relay' }))).toBe(true);

  const again = await startRelay({ port: first.port });
  await expect(offline).toHaveCount(0, { timeout: 30_000 });
  await again.stop();
});

test('without a network Facet says so, and looks for its relays at once when there is one again', async ({
  ready,
}) => {
  const first = await startRelay();
  await first.stop();
  await ready.ui.setRelays([first.url]);
  await importAll(ready, ['ada']);
  const popup = await ready.open('popup.html');
  const says = (text: string) => popup.getByRole('status').filter({ hasText: text });
  await expect(says('No relay answers.')).toBeVisible();
  await ready.context.setOffline(true);
  await expect(says('You are offline.')).toBeVisible();
  const again = await startRelay({ port: first.port });
  await ready.context.setOffline(false);
  await expect.poll(() => again.subscriptions).toBe(1);
  await expect(says('You are offline.')).toHaveCount(0);
  await again.stop();
});
