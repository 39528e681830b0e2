/**
 * Which account a page gets, whether it may know that, and what it was last told. Every NIP-07 method begins
 * here. The account a page was told is kept for its document and for its origin (PRODUCT: what the page believes).
 */
import { allowTogether } from '../permissions/pairs';
import { getBlock } from '../rpc/blocks';
import { heardAnywhere, heardIn } from '../permissions/heard';
import { allowEveryday, allowLooking, connect } from '../permissions/permissions';
import { decide } from '../permissions/policy';
import type { Prompts } from '../prompts/prompts';
import { FacetError } from '../rpc/errors';
import { toSiteLinks } from '../rpc/pairs';
import type { PromptAnswer } from '../rpc/prompt';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';
import { chooseForSite, type ChoiceBooks } from '../sessions/choices';
import { decideTabAccount, type Chosen, type TabAccount } from '../sessions/tab-account';
import type { Place, Tabs } from '../sessions/tabs';
import type { Belief, State } from '../storage/state';
import { blockedError } from './blocked';
import type { PageCaller } from './caller';
import { note, noteAnswer } from './trace';

export interface IdentityRooms {
  sessions: Sessions;
  choices: ChoiceBooks;
  tabs: Tabs;
  prompts: Prompts;
}

/** What the person's no says to a page; most clients show it as it is. */
export const rejected = () => new FacetError('denied', 'User rejected');

export type Identity = ReturnType<typeof createIdentity>;

export function createIdentity({ sessions, choices, tabs, prompts }: IdentityRooms) {
  /** By tab and origin, the answer to a connect prompt that is not saved yet: whoever looked now would ask again. */
  const accepting = new Map<string, Promise<void>>();

  /** What is chosen for a page, in each place that counts for it. */
  function chosenFor(place: Place): Chosen {
    const { tabId, origin, container } = place;
    const { sites, containers, current } = choices.of(place);
    const tab = tabs.get(tabId);
    return {
      tab: tab?.origin === origin ? tab.pubkey : undefined,
      container: container === undefined ? undefined : containers?.[container]?.pubkey,
      site: sites[origin]?.pubkey,
      current,
    };
  }

  /** The account of a page. */
  const accountOf = (place: Place): TabAccount =>
    decideTabAccount(chosenFor(place), (pubkey) => sessions.get(pubkey) !== undefined);

  const isConnected = (place: Pick<Place, 'origin' | 'isPrivate'>, pubkey: string): boolean => {
    const question = { origin: place.origin, pubkey, method: 'connect' } as const;
    return decide(choices.of(place).rules, question, Date.now()) === 'allow';
  };

  /** What the pages of an origin were told, in the container that this page is in. */
  function beliefOf(place: Place): Belief | undefined {
    const { origin, container } = place;
    const { sites, containers } = choices.of(place);
    return container === undefined ? sites[origin] : containers?.[container]?.beliefs[origin];
  }

  /**
   * The account this page was last told; when the document is new, its origin, or an earlier document of the tab. Of
   * several that were told it may believe any: then it is one that the page is not.
   */
  function believedBy(place: Place): string | undefined {
    const tab = tabs.get(place.tabId);
    if (tab?.origin === place.origin && tab.told !== undefined) return tab.told;
    const { told, toldInTabs = [] } = beliefOf(place) ?? {};
    const { pubkey } = accountOf(place);
    const possible = [told, ...toldInTabs, tab?.toldBefore?.[place.origin]].filter(
      (each) => each !== undefined,
    );
    return possible.find((each) => each !== pubkey) ?? possible[0];
  }

  /** As `believedBy`, for what a document asked before it had heard anything, however much it was told since. */
  const believedUntold = (place: Place): string | undefined => {
    const tab = tabs.get(place.tabId);
    return tab?.origin === place.origin && tab.untold !== undefined ? tab.untold : believedBy(place);
  };

  /** Whether the tab still shows this origin: what is said to a page that left must not count for the next one. */
  const isHere = ({ tabId, origin }: Place): boolean => tabs.get(tabId)?.origin === origin;

  /** What the other tabs of the same site were last told there, and whether they hear by themselves of a newer one. */
  function toldElsewhere({ tabId, origin, container, isPrivate }: Place) {
    return tabs.all.flatMap(({ tabId: otherId, tab }) => {
      if (otherId === tabId || tab.container !== container || tab.isPrivate !== isPrivate) return [];
      const told = tab.origin === origin ? tab.told : undefined;
      const pubkey = told ?? tab.toldBefore?.[origin];
      return pubkey === undefined ? [] : [{ pubkey, hears: told !== undefined && tab.listens === true }];
    });
  }

  const isBelievedElsewhere = (place: Place, pubkey: string): boolean =>
    toldElsewhere(place).some((told) => told.pubkey === pubkey && !told.hears);

  /** Notes what a page is told. What a tab with a choice of its own is told is no news to the others of its origin. */
  async function tell(page: PageCaller, pubkey: string): Promise<void> {
    const { tabId, origin, container, documentId } = page;
    // a document that was left while it was answered heard nothing, and neither did the one that took its place
    if (!isHere(page) || tabs.get(tabId)?.documentId !== documentId) return;
    tabs.tell(tabId, pubkey, believedBy(page) ?? pubkey);
    const isOwnChoice = accountOf(page).reason === 'tab';
    const belief = beliefOf(page);
    const isKnown = isOwnChoice ? belief?.toldInTabs?.includes(pubkey) : belief?.told === pubkey;
    if (isKnown) return;
    await choices.change(page, (draft) => {
      const site = (draft.sites[origin] ??= { usedAt: 0 });
      site.usedAt = Date.now();
      const noted = container === undefined ? site : toBelief(draft, container, origin);
      const { told, toldInTabs = [] } = noted;
      const add = (each: string) => (noted.toldInTabs = [...new Set([...toldInTabs, each])]);
      if (isOwnChoice) return add(pubkey);
      if (told !== undefined && told !== pubkey && isBelievedElsewhere(page, told)) add(told);
      noted.told = pubkey;
    });
  }

  /**
   * Whom the pages of this origin have heard of, in this kind of window: accounts that it may know, and those that it
   * was told and may remember, though the rule is gone. Accounts that are gone are nobody's any more.
   */
  function heardOf(place: Place): string[] {
    const heard = [...heardIn(choices.of(place), place, Date.now()), believedBy(place)];
    return [...new Set(heard)].filter((each) => each !== undefined && sessions.get(each)) as string[];
  }

  /** Whom a site could link with an account that it goes on as, in this kind of window. */
  const couldLink = (site: Pick<Place, 'origin' | 'isPrivate'>): string[] =>
    heardAnywhere(choices.of(site), site.origin, Date.now()).filter((each) => sessions.get(each));

  async function acceptConnect(
    caller: PageCaller,
    answer: PromptAnswer & { answer: 'connect' },
    heard: readonly string[],
  ): Promise<void> {
    const { origin, tabId } = caller;
    const { pubkey } = sessions.expect(answer.pubkey);
    const now = Date.now();
    if (answer.scope === 'tab' && isHere(caller)) tabs.choose(tabId, pubkey);
    await choices.change(caller, (draft) => {
      if (answer.pairs) {
        for (const link of toSiteLinks(pubkey, heard, [])) allowTogether(draft, pubkey, link.pubkey);
      }
      connect(draft, origin, pubkey, now);
      if (answer.allow === 'everyday') allowEveryday(draft, origin, pubkey, now);
      if (answer.allow === 'look') allowLooking(draft, origin, pubkey, now);
      const site = (draft.sites[origin] ??= { usedAt: now });
      site.usedAt = now;
      if (answer.scope === 'site') chooseForSite(draft, caller, pubkey);
    });
    if (answer.scope === 'site') unchoose(caller);
  }

  /**
   * Asks the person who this page may know, and saves the answer; calls that come meanwhile wait for that. Nobody,
   * if the site has come to know another account while the person looked: what that links was not shown.
   */
  async function askConnect(caller: PageCaller, suggested: string): Promise<Session | undefined> {
    const place = toPlaceName(caller);
    const heard = heardOf(caller);
    const saved = Promise.withResolvers<void>();
    const onAnswer = () => void accepting.set(place, saved.promise);
    try {
      const question = { type: 'connect', suggested, knows: heard } as const;
      note(caller, { pubkey: suggested });
      const asking = prompts.ask(caller, question, { shared: `${place} connect`, onAnswer });
      const answer = await noteAnswer(caller, asking);
      if (answer.answer !== 'connect') throw rejected();
      const links = toSiteLinks(answer.pubkey, heardOf(caller), []);
      if (links.some(({ pubkey }) => !heard.includes(pubkey))) return undefined;
      await acceptConnect(caller, answer, heard);
      note(caller, { pubkey: answer.pubkey, connected: answer.pubkey, decided: { by: 'nobody' } });
      return sessions.expect(answer.pubkey);
    } finally {
      if (accepting.get(place) === saved.promise) accepting.delete(place);
      saved.resolve();
    }
  }

  /** The person chose for the whole site: a choice for this tab alone must not stand against it. */
  function unchoose(caller: PageCaller): void {
    if (isHere(caller)) tabs.choose(caller.tabId, undefined);
  }

  /** The person decided for the whole site: what single tabs were told is over, but for those that are still open. */
  async function settleBelief(place: Place): Promise<void> {
    const { origin, container } = place;
    const open = new Set(toldElsewhere(place).map(({ pubkey }) => pubkey));
    await choices.change(place, (draft) => {
      const noted = container === undefined ? draft.sites[origin] : toBelief(draft, container, origin);
      const kept = noted?.toldInTabs?.filter((pubkey) => open.has(pubkey)) ?? [];
      if (noted && kept.length > 0) noted.toldInTabs = kept;
      else delete noted?.toldInTabs;
    });
  }

  /**
   * The session that this page gets and may know; waits for the person where needed. `wanted`: the account the
   * page itself names, which must be held and connected. Throws `denied`; never says whether an account is held.
   */
  async function expect(caller: PageCaller, wanted?: string): Promise<Session> {
    const isReady = () => sessions.current !== undefined && !accepting.has(toPlaceName(caller));
    while (!isReady()) {
      if (!sessions.current) await prompts.hold(caller);
      await accepting.get(toPlaceName(caller));
    }
    // it was held while locked, or it waited while the person blocked its website
    if (getBlock(choices.of(caller), caller.origin, Date.now())) throw blockedError();
    tabs.see(caller);
    if (wanted !== undefined) {
      const session = sessions.get(wanted);
      if (session && isConnected(caller, wanted)) return session;
      throw new FacetError('denied', 'this page may not act as the account that it names');
    }
    const { pubkey } = accountOf(caller);
    const session = pubkey === undefined ? undefined : sessions.get(pubkey);
    if (!session) throw new FacetError('no-account', 'there is no account for this page');
    if (isConnected(caller, session.pubkey)) return session;
    return (await askConnect(caller, session.pubkey)) ?? expect(caller);
  }

  return {
    chosenFor,
    accountOf,
    heardOf,
    couldLink,
    believedBy,
    believedUntold,
    isConnected,
    settleBelief,
    tell,
    unchoose,
    expect,
  };
}

/** One website in one tab. */
const toPlaceName = ({ tabId, origin }: Place): string => `${tabId} ${origin}`;

/** What the pages of an origin believe in a container, to be written to. */
function toBelief(draft: State, container: string, origin: string): Belief {
  const { beliefs } = ((draft.containers ??= {})[container] ??= { beliefs: {} });
  return (beliefs[origin] ??= {});
}
