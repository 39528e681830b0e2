/** The log that answers "why": each request with its outcome and what decided it, and what can be taken back. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { findInFolder, toTraces } from './disk-search';
import { launchFacet, PASSWORD, type Facet } from './facet';
import { expect, test } from './test';
import { getPublicKey, isVerified, outcome, sign } from './window-nostr';

const { alice, ines } = people;
const like = { kind: 7, content: '+', tags: [['e', 'a'.repeat(64)]] };

class ActivityPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  /** In a window that is high enough for all lines: those out of sight are not in the document. */
  static async open(facet: Facet): Promise<ActivityPage> {
    const page = await facet.open('options.html#activity');
    await page.setViewportSize({ width: 1280, height: 1600 });
    return new ActivityPage(page);
  }

  get lines(): Locator {
    return this.page.getByRole('list', { name: 'Activity' }).locator('.log-line');
  }
  line(text: string | RegExp): Locator {
    return this.lines.filter({ hasText: text });
  }
  async details(text: string | RegExp): Promise<Locator> {
    await this.line(text)
      .getByRole('button', { name: /^Details/ })
      .click();
    return this.page.locator('.log-details');
  }
}

const isIdle = (facet: Facet) => expect.poll(() => facet.prompts().length).toBe(0);

/** A site that knows Alice and may post everyday notes as her. */
async function connect(facet: Facet, url: string): Promise<Page> {
  const { page } = await facet.visit(url);
  const prompt = await facet.prompted(() => getPublicKey(page));
  await prompt.say('Everyday posts too');
  await prompt.allow();
  await isIdle(facet);
  return page;
}

test('a click, a rule, a no, a closed page and a refusal: each has its line, and says why', async ({
  ready,
  demo,
}) => {
  for (const { nsec } of [ines, alice]) await ready.ui.addSecretKey(nsec);
  const page = await connect(ready, `${demo.url}plain.html`);
  for (let count = 0; count < 3; count += 1) {
    await getPublicKey(page); // as many clients do before they sign
    expect(isVerified(await sign(page, { ...like, created_at: 1_000 + count }))).toBe(true);
  }
  const article = await ready.prompted(() => sign(page, { kind: 30_023, content: 'An article' }));
  await article.allow();
  await isIdle(ready);
  const rejected = await ready.prompted(() => outcome(sign(page, { kind: 3 })));
  await rejected.reject();
  await isIdle(ready);
  expect(await outcome(sign(page, { kind: 22_242 }))).toContain('relay');
  expect(await outcome(sign(page, { pubkey: people.harbour.pubkey }))).toContain('may not act');
  const site = new URL(demo.url).host;
  await ready.prompted(() => outcome(sign(page, { kind: 0, content: '{}' })));
  await page.close();
  await isIdle(ready);

  const log = await ActivityPage.open(ready);
  await expect(log.lines).toHaveCount(7);
  const says = (text: string, why: string) => expect(log.line(text)).toContainText(why);
  await says(`${site} wanted Alice Moreau to sign a profile`, 'The site gave up');
  await says(`${site} wanted you to sign a note`, 'Not allowed there');
  await says(`${site} wanted you to sign an event (Relay sign-ins)`, 'Not a valid request');
  await says(`${site} wanted Alice Moreau to sign a follow list`, 'You rejected');
  await says(`Alice Moreau signed an article on ${site}`, 'You approved');
  await says(`Alice Moreau signed 3 likes on ${site}`, 'Rule: Likes');
  await says(`Alice Moreau was made known to ${site}`, 'You approved');

  await test.step('found by result and by words', async () => {
    await log.page.getByRole('radio', { name: 'Rejected' }).check();
    await expect(log.lines).toHaveCount(4);
    await log.page.getByRole('radio', { name: 'All', exact: true }).check();
    await log.page.getByRole('searchbox').fill('likes');
    await expect(log.lines).toHaveCount(1);
    await log.page.getByRole('searchbox').fill('');
    await log.page.getByLabel('Account', { exact: true }).selectOption(ines.name);
    await expect(log.page.getByText('Nothing like that.')).toBeVisible();
    await log.page.getByLabel('Account', { exact: true }).selectOption('All accounts');
    await expect(log.lines).toHaveCount(7);
  });

  await test.step('the signed event is there, by its id', async () => {
    const details = await log.details('signed an article');
    const { lines } = await ready.ui.getActivity({ text: 'An article' });
    expect(lines[0]?.event && isVerified(lines[0].event)).toBe(true);
    await expect(details).toContainText(lines[0]?.eventId ?? 'an id');
    await details.getByText('Raw event').click();
    await expect(details).toContainText('"content": "An article"');
  });

  await test.step('exported as JSON', async () => {
    const download = log.page.waitForEvent('download');
    await log.page.getByRole('button', { name: 'Export' }).click();
    const file = JSON.parse(await readFile(await (await download).path(), 'utf8')) as { lines: object[] };
    expect(file.lines).toHaveLength(9);
  });
});

test('undoing the rule of a line makes the site ask again', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await connect(ready, `${demo.url}plain.html`);
  expect(isVerified(await sign(page, like))).toBe(true);
  const log = await ActivityPage.open(ready);
  await log
    .line('signed a like')
    .getByRole('button', { name: /^Undo the rule/ })
    .click();
  await expect(log.line('signed a like').getByRole('button', { name: /^Undo the rule/ })).toHaveCount(0);
  await expect(log.line('signed a like')).toContainText('Rule: Likes');
  const asked = await ready.prompted(() => outcome(sign(page, like)));
  await asked.reject();
  expect(isVerified(await sign(page))).toBe(true); // the other rules stand
});

test('the deletion of what was signed lands on the relay, after a question', async ({
  ready,
  relay,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await connect(ready, `${demo.url}plain.html`);
  const note = await sign(page, { content: 'better not' });
  const log = await ActivityPage.open(ready);
  const details = await log.details('signed a note');
  await details.getByRole('button', { name: 'Ask relays to delete it…' }).click();
  const question = log.page.getByRole('alertdialog');
  await expect(question).toContainText('may keep it');
  expect(relay.events({ kinds: [5], authors: [alice.pubkey] })).toEqual([]);
  await question.getByRole('button', { name: 'Ask for deletion' }).click();
  await expect
    .poll(() => relay.events({ kinds: [5], authors: [alice.pubkey] }), { timeout: 15_000 })
    .toMatchObject([
      {
        tags: [
          ['e', note.id],
          ['k', '1'],
        ],
      },
    ]);
  await expect(log.line('published a deletion')).toContainText('You');
  await expect(log.page.getByText('Relays were asked to delete it.')).toBeVisible();
  await expect(
    ready.ui.requestDeletion((await ready.ui.getActivity({})).lines[0]?.id ?? ''),
  ).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('lines survive the death of the worker, and off deletes them', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await connect(ready, `${demo.url}plain.html`);
  await sign(page);
  await expect.poll(async () => (await ready.ui.getActivity({})).lines.length).toBe(2);
  await ready.stopWorker();
  expect((await ready.ui.getActivity({})).lines).toHaveLength(2);
  const log = await ActivityPage.open(ready);
  await log.page.getByLabel('Keep activity').selectOption('Off');
  await log.page.getByRole('button', { name: 'Delete and stop' }).click();
  await expect(log.page.getByText('Activity is not kept.')).toBeVisible();
  await sign(page);
  await log.page.reload();
  await expect(log.page.getByText('Activity is not kept.')).toBeVisible();
  await expect(log.page.getByLabel('Keep activity')).toHaveValue('0');
  await log.page.getByLabel('Keep activity').selectOption('7 days');
  await expect(log.page.getByText('Nothing yet.')).toBeVisible();
});

test('nothing of the log is readable in the profile folder', async ({ relay, demo }) => {
  const profile = await mkdtemp(join(tmpdir(), 'facet-activity-'));
  try {
    const facet = await launchFacet({ profile });
    await facet.ui.createVault(PASSWORD);
    await facet.ui.setRelays([relay.url]);
    await facet.ui.addSecretKey(alice.nsec);
    const page = await connect(facet, `${demo.url}plain.html`);
    const content = 'what only the log could have kept';
    const event = await sign(page, { content });
    const { lines } = await facet.ui.getActivity({});
    expect(lines[0]?.event).toEqual(event);
    await facet.close();
    const traces = {
      ...toTraces('content', content),
      ...toTraces('event id', event.id),
      ...toTraces('signature', event.sig),
      ...toTraces('line id', lines[0]?.id ?? 'none'),
    };
    // the search itself must work: the browser keeps which page was visited
    expect(await findInFolder(profile, toTraces('page', 'plain.html'))).not.toEqual([]);
    expect(await findInFolder(profile, traces)).toEqual([]);
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});
