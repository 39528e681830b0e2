/** Rules as a person sees and changes them in Sites, and what they do to the page. */
import { people } from '../../scripts/demo/people';
import { expect, test } from './test';
import { connectAs, switchAt } from './identity/person';
import { getPublicKey, outcome, sign } from './window-nostr';

const { alice, ines } = people;

test('a rule is added, tried out, changed, paused and resumed, and the page feels each of it', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec, 'Alice');
  const site = await ready.visit(`${demo.url}plain.html`);
  await connectAs(ready, site.page, alice.pubkey);
  expect((await sign(site.page)).pubkey).toBe(alice.pubkey); // everyday posts

  const page = await ready.open('options.html#sites');
  await page.getByRole('button', { name: /^Rules of / }).click();
  await page.getByRole('button', { name: 'Add rule…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a rule' });
  await dialog.getByRole('radio', { name: 'Never' }).check();
  await dialog.getByLabel('Kind of event').fill('x');
  await dialog.getByRole('button', { name: 'Save rule' }).click();
  await expect(dialog.getByText('A kind is a number from 0 to 65535.')).toBeVisible();
  await dialog.getByLabel('Kind of event').fill('');
  await dialog.getByLabel('For how long').selectOption({ label: 'Until I change it' });
  await dialog.getByRole('button', { name: 'Save rule' }).click();
  await expect(dialog).toHaveCount(0);
  const rule = page.getByRole('listitem').filter({ hasText: 'Sign anything' });
  await expect(rule).toContainText('Never');
  expect(await outcome(sign(site.page))).toBe('a rule of the user rejects this');

  await page.getByRole('button', { name: 'What could it do now?' }).click();
  const now = page.getByRole('dialog', { name: /could do now/ });
  await expect(now).toContainText('Never: Sign anything.');
  await now.getByRole('button', { name: 'Would it ask?' }).click();
  await expect(now.getByRole('status').filter({ hasText: 'by your rule “Sign anything”' })).toBeVisible();
  await now.getByRole('button', { name: 'Close' }).click();

  await ready.ui.blockSite(new URL(demo.url).origin);
  await page.getByRole('button', { name: 'What could it do now?' }).click();
  await expect(now).toContainText('You have blocked this site');
  await now.getByRole('button', { name: 'Would it ask?' }).click();
  const blocked = now.getByRole('status').filter({ hasText: 'Never because you have blocked this site' });
  await expect(blocked).toBeVisible();
  await now.getByRole('button', { name: 'Close' }).click();
  await ready.ui.unblockSite(new URL(demo.url).origin);

  await rule.getByRole('button', { name: /^Pause rule/ }).click();
  await expect(rule).toContainText('Paused');
  expect((await sign(site.page)).pubkey).toBe(alice.pubkey);
  await rule.getByRole('button', { name: /^Resume rule/ }).click();
  await expect(rule).toContainText('Never');
  expect(await outcome(sign(site.page))).toBe('a rule of the user rejects this');

  await rule.getByRole('button', { name: /^Change rule/ }).click();
  const change = page.getByRole('dialog', { name: 'Change a rule' });
  await change.getByLabel('Kind of event').fill('7');
  await change.getByRole('button', { name: 'Save rule' }).click();
  await expect(change).toHaveCount(0);
  expect((await sign(site.page)).pubkey).toBe(alice.pubkey);
  expect(await outcome(sign(site.page, { kind: 7, content: '+' }))).toBe('a rule of the user rejects this');
});

test('a yes for five minutes, until the browser closes and for a time of one’s own each become that rule', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec, 'Alice');
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() => getPublicKey(page));
  await connect.allow();
  for (const [kind, words] of [
    [1, 'Yes for 5 minutes'],
    [7, 'Yes until I close the browser'],
    [6, 'Yes for another time…'],
  ] as const) {
    const signed = sign(page, { kind, content: '' });
    const prompt = await ready.nextPrompt((view) => view.type === 'sign' && view.event.kind === kind);
    await prompt.remember(words);
    await prompt.allow();
    expect((await signed).kind).toBe(kind);
    await sign(page, { kind, content: '' }); // by the rule now
  }
  const [site] = (await ready.snapshot()).sites;
  const ruleOf = (kind: number) => site?.rules.find((rule) => rule.kind === kind);
  const lasts = (kind: number) => (ruleOf(kind)?.expiresAt ?? NaN) - (ruleOf(kind)?.createdAt ?? NaN);
  expect(lasts(1)).toBe(5 * 60_000);
  expect(ruleOf(7)).toMatchObject({ untilRestart: true });
  expect(Math.abs(lasts(6) - 2 * 3_600_000)).toBeLessThan(60_000); // ended from the click on
  await expect.poll(() => ready.prompts()).toEqual([]);
});

test('kinds that matter most still ask after a yes to notes for ever, and a rule for Alice does nothing for Ines', async ({
  ready,
  demo,
}) => {
  test.setTimeout(120_000);
  for (const { nsec } of [ines, alice]) await ready.ui.addSecretKey(nsec);
  const { page, tabId } = await ready.visit(`${demo.url}plain.html`);
  const rule = { origin: new URL(demo.url).origin, method: 'signEvent', kind: 1, effect: 'allow' } as const;
  for (const { pubkey } of [ines, alice]) {
    await switchAt(ready, tabId, pubkey, 'site');
    await connectAs(ready, page, pubkey, 'site', 'identity');
    await expect.poll(() => ready.prompts()).toEqual([]);
  }
  await ready.ui.saveRule({ ...rule, pubkey: alice.pubkey, lasts: 'always' });
  await sign(page);
  const tags: Record<number, string[][]> = {
    22_242: [
      ['relay', 'wss://relay.example'],
      ['challenge', 'c'],
    ],
    24_242: [
      ['t', 'upload'],
      ['expiration', '1790003600'],
    ],
    27_235: [
      ['u', 'https://files.example/'],
      ['method', 'GET'],
    ],
  };
  for (const kind of [
    ...[0, 3, 5, 13, 62, 1059, 9008, 10_000, 10_002, 10_019, 10_050, 13_194, 17_375],
    ...[22_242, 23_194, 24_133, 24_242, 27_235, 30_078],
  ]) {
    const signed = outcome(sign(page, { kind, tags: tags[kind] ?? [] }));
    const prompt = await ready.nextPrompt((view) => view.type === 'sign' && view.event.kind === kind);
    await prompt.reject();
    expect(await signed, `kind ${kind}`).toBe('User rejected');
  }
  const asInes = outcome(sign(page, { pubkey: ines.pubkey }));
  await (await ready.nextPrompt()).reject();
  expect(await asInes).toBe('User rejected');
});
