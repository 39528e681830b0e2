import { createHash } from 'node:crypto';
import { nsecEncode } from 'nostr-tools/nip19';
import { ImportPage } from './pages/import';
import { PopupPage } from './pages/popup';
import { expect, test } from './test';

const COUNT = 200;
const list = Array.from({ length: COUNT }, (_, index) => {
  const secret = new Uint8Array(createHash('sha256').update(`facet popup ${index}`).digest());
  return `Person ${index + 1} ${nsecEncode(secret)}`;
}).join('\n');

/** What a search came to: in the same frame as the letter, or too late. */
interface Answer {
  query: string;
  /** Milliseconds from the event of the letter to the rows that are right; absent before they are. */
  ms?: number;
  /** Frames that began before. */
  frames: number;
}

declare global {
  interface Window {
    most?: number;
    answers?: Answer[];
  }
}

test(`with ${COUNT} accounts only what is in sight is in the document, and a search answers within a frame`, async ({
  ready,
}) => {
  test.setTimeout(180_000);
  const imported = new ImportPage(await ready.open('onboarding.html#account/import'));
  await imported.paste(list);
  await imported.add(COUNT);
  await imported.waitUntilAdded(COUNT);
  await imported.page.close();
  const { accounts } = await ready.snapshot();
  const names = accounts.map(({ name }) => name);
  expect(names).toHaveLength(COUNT);

  const popup = new PopupPage(await ready.open('popup.html'));
  const { page } = popup;
  await expect(popup.row('Person 1').first()).toBeVisible();
  await page.evaluate(() => {
    const count = () => document.querySelectorAll('.accounts [role=listitem]').length;
    window.most = count();
    new MutationObserver(() => (window.most = Math.max(window.most ?? 0, count()))).observe(document, {
      childList: true,
      subtree: true,
    });
  });
  const most = () => page.evaluate(() => window.most);

  await page.keyboard.press('ArrowDown');
  for (const name of names.slice(1)) {
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.row:focus .name bdi')).toHaveText(name);
  }
  await expect(page.locator('.row:focus')).toBeInViewport();
  await page.keyboard.press('Home');
  await expect(page.locator('.row:focus .name bdi')).toHaveText(names[0] ?? '');
  await page.keyboard.press('End');
  await expect(page.locator('.row:focus .name bdi')).toHaveText(names.at(-1) ?? '');
  expect(await most()).toBeGreaterThan(4);
  expect(await most()).toBeLessThanOrEqual(20);

  // The letters of a search: by the first frame after each of them the rows are those of the answer.
  const search = accounts[150]?.npub.slice(1, 9) ?? ''; // all, then fewer and fewer, then one
  const queries = [...search].map((_, index) => search.slice(0, index + 1));
  const right = queries.map((query) => {
    const hits = accounts.filter(({ name, npub }) => `${name} ${npub}`.toLowerCase().includes(query));
    return { query, first: hits[0]?.name ?? '', total: String(hits.length) };
  });
  expect(new Set(right.map(({ total }) => total)).size).toBeGreaterThan(2);
  await page.keyboard.press('/');
  await page.evaluate((expected) => {
    const answers: Answer[] = [];
    window.answers = answers;
    const isRight = (query: string) => {
      const wanted = expected.find((each) => each.query === query);
      const row = document.querySelector('.accounts [role=listitem]');
      const name = row?.querySelector('.name bdi')?.textContent;
      return name === wanted?.first && row?.getAttribute('aria-setsize') === wanted?.total;
    };
    const onInput = (event: Event) => {
      const { value: query } = event.target as HTMLInputElement;
      const from = performance.now();
      const answer: Answer = { query, frames: 0 };
      answers.push(answer);
      const check = () => {
        if (answer.ms === undefined && isRight(query)) answer.ms = performance.now() - from;
      };
      const observer = new MutationObserver(check);
      observer.observe(document.body, { childList: true, subtree: true, attributes: true });
      const onFrame = () => {
        check();
        if (answer.ms === undefined) {
          answer.frames += 1;
          requestAnimationFrame(onFrame);
        } else observer.disconnect();
      };
      requestAnimationFrame(onFrame);
    };
    addEventListener('input', onInput, { capture: true });
  }, right);
  for (const letter of search) {
    await page.keyboard.press(letter);
    await expect
      .poll(() => page.evaluate(() => window.answers?.every(({ ms }) => ms !== undefined)))
      .toBe(true);
  }
  const answers = (await page.evaluate(() => window.answers)) ?? [];
  expect(answers.map(({ query }) => query)).toEqual(queries);
  const slowest = Math.max(...answers.map(({ ms = Number.NaN }) => ms));
  test.info().annotations.push({ type: 'measured', description: `slowest letter: ${slowest.toFixed(1)} ms` });
  expect(answers.map(({ frames }) => frames)).toEqual(answers.map(() => 0));
  expect(await most()).toBeLessThanOrEqual(20);
  await page.keyboard.press('Enter');
  await expect(popup.who).toHaveText(names[150] ?? '');
});
