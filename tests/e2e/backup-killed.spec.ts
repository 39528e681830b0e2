import type { Page } from '@playwright/test';
import { PASSWORD, type Facet } from './facet';
import { expect, test } from './test';

/** What the function below finds when it runs inside a page of Facet. */
declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };

const ACCOUNTS = 20;
const POINTS = 20;

/** Begins a call and comes back `after` ms into it, whether it is answered or not. */
const begin = (page: Page, method: string, args: unknown[], after: number) =>
  page.evaluate(
    ([message, ms]) => {
      chrome.runtime.sendMessage(message).catch(() => undefined); // its worker may be gone
      return new Promise((resolve) => setTimeout(resolve, ms));
    },
    [{ facet: 'ui', method, args }, after] as const,
  );

/** Everything that a restore could leave behind in part. */
async function toTrace(facet: Facet) {
  const { accounts, settings, sites } = await facet.snapshot();
  const { relays } = settings;
  return {
    pubkeys: accounts.map(({ pubkey }) => pubkey),
    relays,
    rules: sites.map(({ rules }) => rules.length),
  };
}

test('a worker that is stopped anywhere in a restore of 20 accounts leaves all of it or nothing', async ({
  ready,
}) => {
  test.setTimeout(180_000);
  for (let each = 0; each < ACCOUNTS; each += 1) await ready.ui.generateAccount();
  const { text } = await ready.ui.createBackup(PASSWORD);
  const whole = await toTrace(ready);
  await ready.ui.logoutAll();
  await ready.ui.setRelays([]);
  const nothing = await toTrace(ready);

  const page = await ready.open('manifest.json');
  const args = [text, PASSWORD, whole.pubkeys, { settings: true, rules: true, copies: true }] as const;
  const began = Date.now();
  await ready.ui.restoreBackup(args[0], args[1], [...args[2]], args[3]);
  const duration = Date.now() - began;
  expect(await toTrace(ready)).toEqual(whole);

  const seen = new Set<number>();
  for (let point = 0; point < POINTS; point += 1) {
    await ready.ui.logoutAll();
    await ready.ui.setRelays([]);
    await begin(page, 'restoreBackup', [...args], (duration * 1.2 * point) / POINTS + Math.random() * 10);
    await ready.stopWorker();
    const left = await toTrace(ready);
    expect([whole, nothing]).toContainEqual(left);
    for (const pubkey of left.pubkeys.slice(-1)) {
      // the key is there with its account: only with the vault's password it can be shown
      expect((await ready.ui.exportAccount(pubkey, PASSWORD)).ncryptsec).toMatch(/^ncryptsec1/);
    }
    seen.add(left.pubkeys.length);
  }
  expect([...seen].toSorted()).toContain(0);
});
