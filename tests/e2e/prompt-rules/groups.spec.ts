/** Many requests of one page are read together and answered together, and each promise gets its own answer. */
import * as nip44 from 'nostr-tools/nip44';
import { generateSecretKey, getPublicKey as toPubkey } from 'nostr-tools/pure';
import { people } from '../../../scripts/demo/people';
import { expect, test } from '../test';
import { getPublicKey, outcome } from '../window-nostr';
import { fire, isIdle, note, notes, settled, visitConnected } from './connected';

const { alice, ines } = people;
const others = Object.values(people).filter(({ pubkey }) => pubkey !== alice.pubkey);
const [petra, omar] = others as [typeof ines, typeof ines];

/** Somebody whom nobody follows. */
const secretKey = generateSecretKey();
const stranger = { secretKey, pubkey: toPubkey(secretKey) };

type Sender = Pick<typeof ines, 'secretKey' | 'pubkey'>;

const toAlice = (from: Sender, text: string) => ({
  peer: from.pubkey,
  text: nip44.encrypt(text, nip44.getConversationKey(from.secretKey, alice.pubkey)),
});

test('42 messages: 40 are allowed, 2 are not, and one sender is remembered for an hour', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  await expect.poll(async () => (await ready.snapshot()).accounts[0]?.follows).toBeDefined();
  const from = [
    ...Array<Sender>(28).fill(petra),
    ...Array<Sender>(8).fill(omar),
    ...Array<Sender>(6).fill(stranger),
  ];
  const messages = from.map((sender, at) => toAlice(sender, `message ${at}`));
  let answers: Promise<string[]> | undefined;
  const prompt = await ready.prompted(() => {
    answers = page.evaluate(
      (given) =>
        Promise.all(
          given.map(({ peer, text }) =>
            nostr.nip44.decrypt(peer, text).catch((error: unknown) => (error as Error).message),
          ),
        ),
      messages,
    );
  });
  await expect(prompt.page.getByRole('heading', { name: 'wants to read 42 private messages' })).toBeVisible();
  await expect(prompt.page.getByText('36 of 42 ticked')).toBeVisible(); // not those of a stranger
  const people = prompt.page.locator('.groups > li');
  await expect(people).toHaveCount(3);

  await people.nth(2).getByRole('checkbox').check();
  await people.nth(2).locator('summary').click();
  for (const at of [1, 4])
    await people
      .nth(2)
      .getByRole('checkbox')
      .nth(at + 1)
      .uncheck();
  await people.nth(0).locator('summary').click();
  await people.nth(0).getByRole('button', { name: 'Show me first' }).first().click();
  await expect(people.nth(0).locator('.peek .note')).toContainText('message 0');
  await people.nth(0).getByLabel('More from this person').selectOption({ label: 'Yes for 1 hour' });
  await expect(prompt.approve).toHaveText('Allow 40 messages');
  await prompt.allow();

  const expected = messages.map((_, at) => (at === 37 || at === 40 ? 'User rejected' : `message ${at}`));
  expect(await answers).toEqual(expected);
  await isIdle(ready);
  const rules = (await ready.snapshot()).sites
    .flatMap((site) => site.rules)
    .filter(({ method }) => method !== 'connect');
  expect(rules).toMatchObject([{ method: 'nip44.decrypt', peer: petra.pubkey, effect: 'allow' }]);
  expect(rules[0]?.expiresAt).toBeLessThanOrEqual(Date.now() + 3_600_000);

  const read = ({ peer, text }: { peer: string; text: string }) =>
    page.evaluate((of) => nostr.nip44.decrypt(of.peer, of.text), { peer, text });
  expect(await read(toAlice(petra, 'one more'))).toBe('one more');
  const again = await ready.prompted(() => outcome(read(toAlice(omar, 'not remembered'))));
  await again.reject();
});

test('what Snort and Jumble fire at login is one window and two decisions', async ({
  ready,
  demo,
  relay,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const muted = relay.events().find(({ kind, pubkey }) => kind === 10_000 && pubkey === alice.pubkey);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const login = [
    {
      kind: 27_235,
      content: '',
      tags: [
        ['u', 'https://api.example/user'],
        ['method', 'GET'],
      ],
    },
    { kind: 5_300, content: '', tags: [['param', 'relays']] },
    { kind: 10_050, content: '', tags: [['relay', 'wss://inbox.example']] },
    { kind: 10_044, content: '', tags: [] },
    { kind: 13, content: 'AgBy', tags: [] },
    { kind: 13, content: 'AgBz', tags: [] },
    { kind: 10_000, content: '', tags: [...(muted?.tags ?? []), ['p', ines.pubkey]] }, // as it is, and one more
  ];
  let windows = 0;
  ready.context.on('page', () => (windows += 1));
  const connect = await ready.prompted(async () => {
    const key = getPublicKey(page);
    await fire(page, login);
    await key;
  });
  await connect.allow();

  const bundle = await ready.nextPrompt(({ type }) => type === 'sign');
  await expect(bundle.page.getByRole('heading', { name: 'wants you to sign 7 events' })).toBeVisible();
  // what can do harm is not ticked, and what overwrites a list cannot be before it was read
  await expect(bundle.page.getByText('0 of 7 ticked')).toBeVisible();
  const mutes = bundle.page.locator('.groups > li', { hasText: 'wants to replace your mute list' });
  await expect(mutes.getByRole('checkbox')).toBeDisabled();
  await mutes.locator('summary').click();
  await mutes.getByRole('checkbox').check();
  await bundle.page.locator('.groups > li', { hasText: 'sign in to a server' }).getByRole('checkbox').check();
  await expect(bundle.approve).toHaveText('Allow 2 of 7');
  await bundle.allow();
  await expect.poll(() => settled(page)).toEqual({ signed: 2, 'User rejected': 5 });
  await isIdle(ready);
  expect(windows).toBe(1);
});

test('what comes later joins what is shown only when it is let in, and disarms the answer', async ({
  ready,
  demo,
}) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const prompt = await ready.prompted(() => fire(page, notes(2)));
  await expect(prompt.approve).toHaveAttribute('aria-disabled', 'false');
  const before = await prompt.text;
  await fire(page, [note('late')]);
  await expect(prompt.page.getByText('1 more request has come.')).toBeVisible();
  await expect(prompt.page.locator('.groups > li')).toHaveCount(2);
  expect(before).toContain('2 of 2 ticked');
  await prompt.page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(prompt.approve).toHaveAttribute('aria-disabled', 'true');
  await expect(prompt.page.getByText('3 of 3 ticked')).toBeVisible();
  await prompt.allow();
  await expect.poll(() => settled(page)).toEqual({ signed: 3 });
});

test('a deletion is never one of many', async ({ ready, demo }) => {
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const deletion = { kind: 5, content: '', tags: [['e', '0'.repeat(64)]] };
  const prompt = await ready.prompted(() => fire(page, [...notes(2), deletion]));
  await expect(prompt.page.getByText('1 of 2')).toBeVisible();
  const yes = prompt.page.locator('.answer .btn:is(.accent, .danger)');
  const isSeen = () => expect(yes).toHaveAttribute('aria-disabled', 'false');
  await isSeen(); // a no counts once what it is about was on screen for a moment
  await prompt.page.keyboard.press('Escape');
  await expect(
    prompt.page.getByRole('heading', { name: 'wants to delete what you published' }),
  ).toBeVisible();
  await isSeen();
  await prompt.page.keyboard.press('Escape');
  await expect.poll(() => settled(page)).toEqual({ 'User rejected': 3 });
});
