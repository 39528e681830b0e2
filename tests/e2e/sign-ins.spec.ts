/** Relays that answer nobody whom they do not know (NIP-42): what they see, and what the person does about it. */
import { finalizeEvent } from 'nostr-tools/pure';
import { people } from '../../scripts/demo/people';
import { seed } from '../../scripts/demo/seed';
import { startRelay, type Relay } from '../../scripts/relay/relay';
import { startHostileRelay } from '../unit/support/hostile-relay';
import type { Facet } from './facet';
import { note, visitConnected } from './prompt-rules/connected';
import { expect, test as base } from './test';

const { alice, ines } = people;

/** A relay full of people that wants to know who asks. */
const test = base.extend<{ closed: Relay }>({
  closed: async ({}, use) => {
    const closed = await startRelay({ demandsSignIn: true });
    await seed(closed);
    await use(closed);
    await closed.stop();
  },
});

const signIns = ({ sockets }: Relay) => sockets.flatMap((socket) => socket.signIns);
const follows = async (facet: Facet) => (await facet.snapshot()).accounts.map((each) => each.follows);

/** Alice and Ines, who are looked for at the closed relay alone. */
async function begin(ready: Facet, closed: Relay): Promise<void> {
  await ready.ui.setRelays([closed.url]);
  for (const { nsec, name } of [alice, ines]) await ready.ui.addSecretKey(nsec, name);
}

test('nothing is signed until the person says so, and what they say lasts', async ({ ready, closed }) => {
  test.setTimeout(60_000);
  await begin(ready, closed);
  const dashboard = await ready.open('options.html#relays');
  await expect(dashboard.getByText('Wants to know who you are')).toBeVisible();
  expect([signIns(closed), ready.prompts(), await follows(ready)]).toEqual([[], [], [undefined, undefined]]);

  await dashboard.getByLabel(`Sign in to ${closed.url} as`, { exact: true }).selectOption(alice.name);
  await dashboard.getByRole('button', { name: /^Always sign in to .*Alice/ }).click();
  await expect.poll(() => follows(ready)).toEqual([expect.any(Number), undefined]);
  await expect(dashboard.getByText(/If .Ines Duarte. does too/)).toBeVisible();
  expect(signIns(closed).map(({ pubkey, kind }) => [pubkey, kind])).toEqual([[alice.pubkey, 22_242]]);
  await dashboard.close();
  await expect.poll(() => closed.connections, { timeout: 15_000 }).toBe(0);

  await ready.stopWorker();
  const popup = await ready.open('popup.html');
  await expect.poll(() => signIns(closed).length).toBe(2);
  await popup.close();
  await expect.poll(() => closed.connections, { timeout: 15_000 }).toBe(0);

  const again = await ready.open('options.html#relays');
  await again.getByRole('button', { name: /^Always sign in to .*Ines/ }).click();
  await expect.poll(() => follows(ready)).toEqual([expect.any(Number), expect.any(Number)]);
  await expect(again.getByText('Wants to know who you are')).toBeHidden();
  for (const { signedIn, pubkeys } of closed.sockets) {
    if (signedIn.length > 0) expect(pubkeys).toEqual(signedIn);
  }
  const choice = again.getByRole('combobox', { name: /^Sign in to .* as .*Alice/ }); // a dialog has such a name, too
  await choice.selectOption('Never');
  await expect(choice).toHaveValue('never');
  await expect.poll(() => closed.connections).toBe(2); // Ines's own, and the shared one
  await choice.selectOption('Always');
  await expect(again.getByRole('alertdialog').getByText(/If .Alice Moreau. does too/)).toBeVisible();
  await again.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(choice).toHaveValue('never');
});

test('never: nothing is signed, and nobody is asked again', async ({ ready, closed }) => {
  await begin(ready, closed);
  const dashboard = await ready.open('options.html#relays');
  const never = dashboard.getByRole('button', { name: /^Never sign in to/ });
  await dashboard.getByLabel(`Sign in to ${closed.url} as`, { exact: true }).selectOption(alice.name);
  await never.click();
  await expect(dashboard.getByRole('button', { name: /^Never sign in to .*Ines/ })).toBeVisible();
  await never.click();
  await expect(never).toBeHidden();
  await dashboard.close();
  await ready.stopWorker();
  const again = await ready.open('options.html#relays');
  await expect.poll(() => closed.connections).toBe(1);
  await expect.poll(async () => (await ready.snapshot()).relays[0]?.signIn).toBe('wanted');
  await expect(again.getByLabel(/^Sign in to/)).toHaveCount(2);
  await expect(again.getByText('Wants to know who you are')).toBeHidden();
  expect(signIns(closed)).toEqual([]);
});

test('a profile waits at a relay that wants to know its author, and goes once the person says so', async ({
  ready,
  closed,
}) => {
  await begin(ready, closed);
  const draft = { kind: 0, tags: [], content: '{"name":"Alice again"}', created_at: 1_790_000_000 };
  const { id } = finalizeEvent(draft, alice.secretKey);
  await ready.ui.publishEvents(alice.pubkey, [draft], [closed.url]);
  const dashboard = await ready.open('options.html#relays');
  const reason = dashboard.getByText('auth-required: this relay answers whom it knows');
  await expect(reason.last()).toBeVisible(); // of the event; the connection was told so, too
  expect([signIns(closed), closed.events({ ids: [id] })]).toEqual([[], []]);
  await dashboard.getByLabel(`Sign in to ${closed.url} as`, { exact: true }).selectOption(alice.name);
  await dashboard.getByRole('button', { name: /^Sign in to .* once, as .*Alice/ }).click();
  await expect.poll(() => closed.events({ ids: [id] }).length).toBe(1);
  await expect.poll(async () => (await ready.snapshot()).outbox).toEqual([]);
  expect(new Set(signIns(closed).map(({ pubkey }) => pubkey))).toEqual(new Set([alice.pubkey]));
  await dashboard.close();
  await expect.poll(() => closed.connections, { timeout: 15_000 }).toBe(0);
  await expect.poll(async () => (await ready.snapshot()).signIns).toBeUndefined(); // that was once
});

test('a relay that asks and asks gets no more than it may, and holds nobody up', async ({
  ready,
  relay,
  demo,
}) => {
  test.setTimeout(60_000);
  const hostile = await startHostileRelay();
  try {
    const page = await visitConnected(ready, `${demo.url}plain.html`);
    const prompt = await ready.prompted(() =>
      page.evaluate((draft) => void nostr.signEvent(draft), note('one')),
    );
    await prompt.remember('Yes for 1 hour');
    await prompt.allow();
    const shown = (await ready.snapshot()).accounts;
    await ready.ui.setSignIn(alice.pubkey, hostile.url, 'always');
    await ready.ui.setRelays([relay.url, hostile.url]);
    const settings = await ready.open('options.html#relays');
    await hostile.subscribed;
    await page.bringToFront();
    for (let round = 0; round < 100; round += 1) {
      const words = Array.from({ length: 50 }, (_, at) => [
        JSON.stringify(['AUTH', `${round} ${at}`]),
        JSON.stringify(['AUTH', 'x'.repeat(100_000)]),
      ]);
      hostile.send(...words.flat());
      hostile.refuse('auth-required: again');
      if (round % 10 === 0) {
        const { sig } = await page.evaluate((draft) => nostr.signEvent(draft), note(`${round}`));
        expect(sig).toHaveLength(128);
      }
    }
    await expect(settings.getByText('Sent too much that nobody asked for')).toBeVisible();
    await expect.poll(() => hostile.connections.now).toBe(0);
    expect(hostile.signIns.length).toBeGreaterThan(0);
    expect(hostile.signIns.length).toBeLessThanOrEqual(3);
    expect((await ready.snapshot()).accounts).toEqual(shown);
  } finally {
    await hostile.stop();
  }
});
