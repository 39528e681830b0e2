/** Whatever way a page remembers who it is: nothing is signed by another than it believes, but where the person says so. */
import type { Page } from '@playwright/test';
import { people } from '../../../scripts/demo/people';
import type { Facet } from '../facet';
import { expect, test } from '../test';
import { isVerified } from '../window-nostr';
import { APP, KINDS, logIn, post, postAll, type Kind, type Post } from './app';
import { connectAs, createChooser, give, waitingNote } from './person';
import { startSites } from './sites';

const { alice, ines } = people;
const SCOPES = ['tab', 'site', 'all'] as const;

/** One kind of page, switched in one scope. */
interface Case {
  kind: Kind;
  scope: (typeof SCOPES)[number];
  page: Page;
  tabId: number;
}

/** A site that knows both accounts and may post as either, logged in as Alice. */
async function openCase(facet: Facet, url: string, kind: Kind, scope: Case['scope']): Promise<Case> {
  const { page, tabId } = await facet.visit(`${url}#${kind}`);
  await connectAs(facet, page, alice.pubkey);
  await facet.ui.switchAccount(ines.pubkey, 'site', tabId);
  await connectAs(facet, page, ines.pubkey);
  if (scope === 'all') await facet.ui.clearChoice('site', tabId);
  else await facet.ui.switchAccount(alice.pubkey, 'site', tabId);
  await logIn(page);
  expect(await page.evaluate(() => window.app.believed)).toBe(alice.pubkey);
  return { kind, scope, page, tabId };
}

test('in every scope: no page of any kind signs as another than it believes, unless the person chooses so', async ({
  ready,
  relay: _,
}) => {
  test.setTimeout(300_000);
  for (const { nsec } of [ines, alice]) await ready.ui.addSecretKey(nsec);
  await ready.ui.switchAccount(alice.pubkey, 'all');
  const table = KINDS.flatMap((kind) => SCOPES.map((scope) => ({ kind, scope })));
  const sites = await startSites(table.length, APP);
  const cases: Case[] = [];
  for (const [index, { kind, scope }] of table.entries()) {
    cases.push(await openCase(ready, sites.urls[index] ?? '', kind, scope));
  }

  const { chosen, choose, chooseUntil } = createChooser(ready);
  /** Every event is valid, and by the one the page believes or the person chose. */
  const expectRight = (posts: Post[], where: string): void => {
    for (const { content, believed, event } of posts) {
      if (typeof event === 'string') throw new Error(`${where}: ${event}`);
      expect(isVerified(event) && event.content === content, where).toBe(true);
      expect(event.pubkey, where).toBe(chosen.get(content) ?? believed);
    }
  };
  /** Posts once with each answer of the person where one is due, which must be exactly where the page errs. */
  const expectAsked = async ({ kind, scope, page }: Case, account: string, when: string): Promise<void> => {
    const where = `${kind} ${scope} ${when}`;
    const isWrong = (kind === 'local' || kind === 'session' || kind === 'empty') && account !== alice.pubkey;
    for (const as of ['told', 'account', 'nobody'] as const) {
      const content = `${where} ${as}`;
      const posted = post(page, content);
      if (isWrong) {
        const view = await waitingNote(ready, content);
        expect(view, where).toMatchObject({ told: alice.pubkey, pubkey: account });
        if (as === 'nobody') await give(ready, view, { answer: 'reject' });
        else await choose(view, as);
      }
      const done = await posted;
      if (isWrong && as === 'nobody') expect(done.event, where).toBe('User rejected');
      else expectRight([done], where);
      if (!isWrong) expect(chosen.has(content), where).toBe(false);
      if (kind === 'asks') expect(done.event, where).toMatchObject({ pubkey: account });
      if (kind === 'names') expect(done.event, where).toMatchObject({ pubkey: alice.pubkey });
    }
  };

  for (const [round, { pubkey }] of [ines, alice].entries()) {
    // the switch comes in the middle of what every page is doing
    let busy = cases.length;
    const streams = cases.map(async ({ kind, scope, page }) => {
      const contents = Array.from({ length: 8 }, (_, index) => `${kind} ${scope} stream ${round} ${index}`);
      const posts = await postAll(page, contents);
      busy -= 1;
      expectRight(posts, `${kind} ${scope} during switch ${round}`);
    });
    for (const { scope, tabId } of cases) {
      if (scope !== 'all') await ready.ui.switchAccount(pubkey, scope, tabId);
    }
    await ready.ui.switchAccount(pubkey, 'all');
    await chooseUntil(() => busy === 0);
    await Promise.all(streams);

    await Promise.all(cases.map((each) => expectAsked(each, pubkey, `switch ${round}`)));
    await Promise.all(
      cases.map(async (each) => {
        await each.page.reload();
        await expectAsked(each, pubkey, `reload ${round}`);
      }),
    );
  }
  await sites.stop();
});
