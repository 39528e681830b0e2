/**
 * What pages believe: whom each document, and each origin, was last told that the person is, and what follows from that
 * for a page that was told nothing yet (PRODUCT: what the page believes).
 */
import type { ChoiceBooks } from '../sessions/choices';
import type { TabAccount } from '../sessions/tab-account';
import type { Place, Tabs } from '../sessions/tabs';
import type { Belief, State } from '../storage/state';
import type { PageCaller } from './caller';

export interface BeliefRooms {
  choices: ChoiceBooks;
  tabs: Tabs;
  /** The account of a page. */
  accountOf: (place: Place) => TabAccount;
}

export function createBeliefs({ choices, tabs, accountOf }: BeliefRooms) {
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

  /** Whether the person has said whom this page means since it heard of that account. */
  const isSettled = ({ tabId, origin }: Place, told: string): boolean => {
    const tab = tabs.get(tabId);
    return tab?.origin === origin && tab.settled === told;
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

  return { believedBy, believedUntold, isHere, isSettled, settleBelief, tell };
}

/** What the pages of an origin believe in a container, to be written to. */
function toBelief(draft: State, container: string, origin: string): Belief {
  const { beliefs } = ((draft.containers ??= {})[container] ??= { beliefs: {} });
  return (beliefs[origin] ??= {});
}
