/** The log that answers "why": each request with its outcome and what decided it, and what can be taken back. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people } from '../../scripts/demo/people';
import { findInFolder, toTraces } from './disk-search';
import { launchFacet, PASSWORD } from './facet';
import { ActivityPage, connect, isIdle } from './pages/activity';
import { expect, test } from './test';
import { getPublicKey, isVerified, outcome, sign } from './window-nostr';

/** What the page of a test finds. */
declare const chrome: { runtime: { sendMessage(message: { method?: string }): Promise<unknown> } };

const { alice, ines } = people;
const like = { kind: 7, content: '+', tags: [['e', 'a'.repeat(64)]] };

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

test('a page that is open hears of new lines, and loses neither search nor an unfolded line', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await connect(ready, `${demo.url}plain.html`);
  await sign(page, { content: 'read me' });
  const log = await ActivityPage.open(ready);
  await expect(log.lines).toHaveCount(2);
  await sign(page, like);
  await expect(log.line('signed a like')).toBeVisible();

  await test.step('what the pointer is on does not move', async () => {
    const details = await log.details('signed a note');
    const before = await details.boundingBox();
    await sign(page);
    await expect(log.fresh).toHaveText('1 new');
    expect(await details.boundingBox()).toEqual(before);
    await log.leave();
    await expect(log.lines).toHaveCount(4);
    await expect(log.fresh).toBeHidden();
    await expect(details).toContainText('Rule: Notes');
  });

  await test.step('what is looked for stays', async () => {
    await log.page.getByRole('searchbox').fill('likes');
    await expect(log.lines).toHaveCount(1);
    await sign(page, { ...like, content: '🌊' });
    await expect(log.line('signed 2 likes')).toBeVisible();
    await sign(page);
    await sign(page, like);
    await expect(log.line('signed 3 likes')).toBeVisible();
    await expect(log.lines).toHaveCount(1);
    await log.page.getByRole('searchbox').fill('');
    await expect(log.lines).toHaveCount(7);
  });

  await test.step('the worker died meanwhile', async () => {
    await ready.stopWorker();
    await sign(page, { ...like, content: 'after' });
    await expect(log.line('signed 2 likes')).toBeVisible();
  });

  await test.step('another window turns the log off, and on', async () => {
    await ready.ui.setActivity(0);
    await expect(log.page.getByText('Activity is not kept.')).toBeVisible();
    await ready.ui.setActivity(7);
    await sign(page);
    await expect(log.lines).toHaveCount(1);
  });
});

test('to whoever has scrolled down, new lines are offered and nothing moves', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await connect(ready, `${demo.url}plain.html`);
  for (let count = 0; count < 30; count += 1) await sign(page, count % 2 ? like : {});
  const log = await ActivityPage.open(ready);
  await log.page.setViewportSize({ width: 1280, height: 700 });
  await expect(log.line('signed')).not.toHaveCount(0);
  await log.page.mouse.wheel(0, 600); // the pointer is in a corner
  await expect.poll(() => log.page.evaluate(() => scrollY)).toBe(600);
  const inSight = () =>
    log.lines.evaluateAll((rows) =>
      rows
        .map((row) => ({ text: row.textContent, top: Math.round(row.getBoundingClientRect().top) }))
        .filter(({ top }) => top > 0 && top < innerHeight),
    );
  const before = await inSight();
  expect(before.length).toBeGreaterThan(5);
  for (let count = 1; count <= 3; count += 1) {
    await sign(page, { content: `new ${count}` });
    await expect(log.fresh).toHaveText(`${count} new`);
  }
  await expect(log.fresh).toBeInViewport();
  expect(await inSight()).toEqual(before);
  await log.fresh.click();
  await expect(log.line('signed 3 notes')).toBeInViewport();
  await expect(log.fresh).toBeHidden();
  await expect(log.page.getByRole('list', { name: 'Activity' })).toBeFocused();
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

test('lines that could not be read are there after a press', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(alice.nsec);
  await connect(ready, `${demo.url}plain.html`);
  const page = await ready.open('manifest.json');
  // the first answer never comes from the worker
  await page.addInitScript(() => {
    const { runtime } = chrome;
    const send = runtime.sendMessage.bind(runtime);
    runtime.sendMessage = (message) => {
      if (message.method !== 'getActivity') return send(message);
      runtime.sendMessage = send;
      return Promise.resolve({ error: { code: 'internal', message: 'it did not work' } });
    };
  });
  await page.goto(page.url().replace('manifest.json', 'options.html#activity'));
  await expect(page.getByRole('alert')).toContainText('That did not work.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(new ActivityPage(page).lines).toHaveCount(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
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
