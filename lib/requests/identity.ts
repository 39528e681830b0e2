/** Which account a page gets, and whether it may know that. Every NIP-07 method begins here. */
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
import { createBeliefs } from './beliefs';
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

  const { isHere, ...beliefs } = createBeliefs({ choices, tabs, accountOf });

  const isConnected = (place: Pick<Place, 'origin' | 'isPrivate'>, pubkey: string): boolean => {
    const question = { origin: place.origin, pubkey, method: 'connect' } as const;
    return decide(choices.of(place).rules, question, Date.now()) === 'allow';
  };

  /**
   * Whom the pages of this origin have heard of, in this kind of window: accounts that it may know, and those that it
   * was told and may remember, though the rule is gone. Accounts that are gone are nobody's any more.
   */
  function heardOf(place: Place): string[] {
    const heard = [...heardIn(choices.of(place), place, Date.now()), beliefs.believedBy(place)];
    return [...new Set(heard)].filter((each) => each !== undefined && sessions.get(each)) as string[];
  }

  /** Whom a site could link with an account that it goes on as, in this kind of window; `rules`: those of its own, if at hand. */
  const couldLink = (site: Pick<Place, 'origin' | 'isPrivate'>, rules = choices.of(site).rules): string[] =>
    heardAnywhere({ ...choices.of(site), rules }, site.origin, Date.now()).filter((each) =>
      sessions.get(each),
    );

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
    if (getBlock(choices.of(caller), caller.origin, Date.now())) {
      note(caller, { decided: { by: 'block' } });
      throw blockedError();
    }
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
    ...beliefs,
    isConnected,
    unchoose,
    expect,
  };
}

/** One website in one tab. */
const toPlaceName = ({ tabId, origin }: Place): string => `${tabId} ${origin}`;
