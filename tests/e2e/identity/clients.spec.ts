/** Client libraries whose page is switched while they sign: no event is invalid, none is by somebody they do not mean. */
import type { Page } from '@playwright/test';
import { people } from '../../../scripts/demo/people';
import { bundleClients } from '../clients/bundle';
import type { Facet } from '../facet';
import { expect, test } from '../test';
import { isVerified } from '../window-nostr';
import { connectAs, createChooser, waitingNote } from './person';
import { startSites } from './sites';

const { alice, ines } = people;
const SCOPES = ['tab', 'site', 'all'] as const;

/**
 * ndk: asks once and names the author; applesauce: asks once and names nobody; welshman: asks before every event and
 * names the author.
 */
const CLIENTS = ['ndk', 'applesauce', 'welshman'] as const;

interface Case {
  client: (typeof CLIENTS)[number];
  scope: (typeof SCOPES)[number];
  page: Page;
  tabId: number;
}

/** Signs one after the other; what fails, as a check of the library itself, fails the test. */
const signAll = ({ page, client }: Case, contents: string[]) =>
  page.evaluate(
    async ([name, texts]) => {
      const { sign } = window.clients[name] as (typeof window.clients)[string];
      const events = [];
      for (const text of texts) events.push(await sign(text));
      return events;
    },
    [client, contents] as const,
  );

/** A site that knows both accounts and may post as either, with a client that has asked and was told Alice. */
async function openCase(
  facet: Facet,
  url: string,
  client: Case['client'],
  scope: Case['scope'],
): Promise<Case> {
  const { page, tabId } = await facet.visit(url);
  await connectAs(facet, page, alice.pubkey);
  await facet.ui.switchAccount(ines.pubkey, 'site', tabId);
  await connectAs(facet, page, ines.pubkey);
  if (scope === 'all') await facet.ui.clearChoice('site', tabId);
  else await facet.ui.switchAccount(alice.pubkey, 'site', tabId);
  await page.reload();
  const asked = page.evaluate((name) => window.clients[name]?.getPublicKey(), client);
  expect(await asked).toBe(alice.pubkey);
  return { client, scope, page, tabId };
}

test('NDK, applesauce and welshman stay right over switches in every scope', async ({ ready }) => {
  test.setTimeout(300_000);
  for (const { nsec } of [ines, alice]) await ready.ui.addSecretKey(nsec);
  await ready.ui.switchAccount(alice.pubkey, 'all');
  const table = CLIENTS.flatMap((client) => SCOPES.map((scope) => ({ client, scope })));
  const sites = await startSites(table.length, await bundleClients());
  const cases: Case[] = [];
  for (const [index, { client, scope }] of table.entries()) {
    cases.push(await openCase(ready, sites.urls[index] ?? '', client, scope));
  }
  const { chosen, choose, chooseUntil } = createChooser(ready);

  for (const [round, { pubkey }] of [ines, alice, ines].entries()) {
    let busy = cases.length;
    const streams = cases.map(async (each) => {
      const { client, scope } = each;
      const contents = Array.from({ length: 8 }, (_, index) => `${client} ${scope} ${round} ${index}`);
      const events = await signAll(each, contents);
      busy -= 1;
      for (const event of events) {
        const right =
          client === 'welshman' ? [alice.pubkey, ines.pubkey] : [chosen.get(event.content) ?? alice.pubkey];
        expect(isVerified(event), event.content).toBe(true);
        expect(right, event.content).toContain(event.pubkey);
      }
      expect(events.map(({ content }) => content)).toEqual(contents);
    });
    for (const { scope, tabId } of cases) {
      if (scope !== 'all') await ready.ui.switchAccount(pubkey, scope, tabId);
    }
    await ready.ui.switchAccount(pubkey, 'all');
    await chooseUntil(() => busy === 0);
    await Promise.all(streams);

    // at rest, exactly the one that names nobody and did not ask again is put to the person
    const after = cases.map(async (each) => {
      const content = `${each.client} ${each.scope} after ${round}`;
      const signed = signAll(each, [content]);
      const isWrong = each.client === 'applesauce' && pubkey !== alice.pubkey;
      if (isWrong) await choose(await waitingNote(ready, content), 'told');
      const [event] = await signed;
      expect(event && isVerified(event) && event.pubkey, content).toBe(
        each.client === 'welshman' ? pubkey : alice.pubkey,
      );
      expect(chosen.has(content), content).toBe(isWrong);
    });
    await Promise.all(after);
  }
  await sites.stop();
});
