/** A Facet that holds so much of something, with nobody attached to its worker. */
import type { ActivityLine } from '../../../lib/rpc/activity';
import type { Client, UiApi } from '../../../lib/rpc/contract';
import type { RuleDraft } from '../../../lib/rpc/rules';
import { EXTENSION, PASSWORD } from '../../e2e/facet';
import type { UnwatchedPage } from '../../e2e/unwatched/page';
import { startUnwatched, toOrigin, toUi, type Unwatched } from '../../e2e/unwatched/unwatched';
import { toKeyList } from '../relays/crowd';

/** How much there is of each thing; `rules` are the one that answers the page, and others. */
export interface Amounts {
  accounts: number;
  rules: number;
  lines: number;
}

export interface Held {
  browser: Unwatched;
  ui: Client<UiApi>;
  /** A page of Facet that shows nothing. */
  facet: UnwatchedPage;
  /** A page of a website, for which a rule answers. */
  site: UnwatchedPage;
  /** How much of it there is in fact. */
  amounts: Amounts;
}

/** What the functions below find when they run in a page of Facet. */
declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };

/** How many calls of a page are made at once: no more may wait in it. */
const AT_ONCE = 2_500;

/** Rules that answer nothing here: one in ten is about the same website, all others are about websites of their own. */
const toOtherRules = (count: number, pubkey: string, origin: string): RuleDraft[] =>
  Array.from({ length: count }, (_, index) => ({
    pubkey,
    origin: index % 10 === 0 ? origin : `https://site-${index}.example`,
    method: 'signEvent',
    kind: 40_000 + index,
    effect: 'deny',
    lasts: 'always',
  }));

async function addRules({ evaluate }: UnwatchedPage, rules: RuleDraft[]): Promise<void> {
  await evaluate(async (drafts: object[]) => {
    const save = async (rule: object): Promise<void> => {
      await chrome.runtime.sendMessage({ facet: 'ui', method: 'saveRule', args: [rule] });
    };
    await Promise.all(drafts.map(save)); // and what comes back, a snapshot each, is dropped
  }, rules);
}

/** Signs so many events, which leave a line each. What looks encrypted is not kept whole: the log has room for more. */
async function addLines({ evaluate }: UnwatchedPage, count: number): Promise<void> {
  for (let left = count; left > 0; left -= AT_ONCE) {
    await evaluate(
      async (calls: number) => {
        const drafts = Array.from({ length: calls }, (_, call) => ({
          kind: 1,
          content: `${call}?iv=line`,
          tags: [],
        }));
        for (const signed of drafts.map((draft) => nostr.signEvent(draft))) await signed;
      },
      Math.min(left, AT_ONCE),
    );
  }
}

/** Starts a browser of its own and puts all of it into its Facet, by the ways that a person and a page have. */
export async function hold({ accounts, rules, lines }: Amounts, demoUrl: string): Promise<Held> {
  const browser = await startUnwatched([EXTENSION]);
  const facet = await browser.open(`${toOrigin(EXTENSION)}manifest.json`);
  const ui = toUi(facet);
  await ui.createVault(PASSWORD);
  await ui.importAccounts(
    toKeyList(accounts),
    Array.from({ length: accounts }, (_, line) => line),
  );
  const { current = '' } = await ui.getSnapshot();
  const { origin } = new URL(demoUrl);
  const rule = { pubkey: current, origin, effect: 'allow', lasts: 'always' } as const;
  await ui.saveRule({ ...rule, method: 'connect' });
  await ui.saveRule({ ...rule, method: 'signEvent', kind: 1 });
  await ui.setSiteAccount(origin, current); // whoever is the current one elsewhere
  await addRules(facet, toOtherRules(rules - 1, current, origin));
  const site = await browser.open(`${demoUrl}plain.html`);
  await addLines(site, lines);
  return { browser, ui, facet, site, amounts: { accounts, rules, lines: await countLines(ui) } };
}

async function countLines(ui: Client<UiApi>): Promise<number> {
  const { lines } = JSON.parse((await ui.exportActivity({})).text) as { lines: ActivityLine[] };
  return lines.length;
}
