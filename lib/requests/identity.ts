/**
 * Which account a page gets, whether it may know that, and what it was last told. Every NIP-07 method begins
 * here. The account a page was told is kept for its document and for its origin (PRODUCT: what the page believes).
 */
import { allowEveryday, connect } from '../permissions/permissions';
import { decide } from '../permissions/policy';
import type { Prompts } from '../prompts/prompts';
import { FacetError } from '../rpc/errors';
import type { PromptAnswer } from '../rpc/prompt';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';
import { decideTabAccount, type TabAccount } from '../sessions/tab-account';
import type { Tabs } from '../sessions/tabs';
import type { StateStore } from '../vault/state-store';
import type { PageCaller } from './caller';

export interface IdentityRooms {
  store: StateStore;
  sessions: Sessions;
  tabs: Tabs;
  prompts: Prompts;
}

/** What the person's no says to a page; most clients show it as it is. */
export const rejected = () => new FacetError('denied', 'User rejected');

export type Identity = ReturnType<typeof createIdentity>;

export function createIdentity({ store, sessions, tabs, prompts }: IdentityRooms) {
  /** The account of a tab showing `origin`. */
  function accountOf(tabId: number, origin: string): TabAccount {
    const { sites, current } = store.state;
    const tab = tabs.get(tabId);
    const choices = {
      tab: tab?.origin === origin ? tab.pubkey : undefined,
      site: sites[origin]?.pubkey,
      current,
    };
    return decideTabAccount(choices, (pubkey) => sessions.get(pubkey) !== undefined);
  }

  const isConnected = (origin: string, pubkey: string): boolean =>
    decide(store.state.rules, { origin, pubkey, method: 'connect' }, Date.now()) === 'allow';

  /** The account this page was last told, or its origin when the document is new. */
  function believedBy(tabId: number, origin: string): string | undefined {
    const tab = tabs.get(tabId);
    return (tab?.origin === origin ? tab.told : undefined) ?? store.state.sites[origin]?.told;
  }

  /** Whether the tab still shows this origin: what is said to a page that left must not count for the next one. */
  const isHere = ({ tabId, origin }: Pick<PageCaller, 'tabId' | 'origin'>): boolean =>
    tabs.get(tabId)?.origin === origin;

  /** Notes what a page is told. */
  async function tell(page: Pick<PageCaller, 'tabId' | 'origin'>, pubkey: string): Promise<void> {
    const { tabId, origin } = page;
    if (isHere(page)) tabs.tell(tabId, pubkey);
    if (store.state.sites[origin]?.told === pubkey) return;
    await store.change((draft) => {
      const site = (draft.sites[origin] ??= { usedAt: 0 });
      site.told = pubkey;
      site.usedAt = Date.now();
    });
  }

  async function acceptConnect(
    caller: PageCaller,
    answer: PromptAnswer & { answer: 'connect' },
  ): Promise<void> {
    const { origin, tabId } = caller;
    const { pubkey } = sessions.expect(answer.pubkey);
    const now = Date.now();
    if (answer.scope === 'tab' && isHere(caller)) tabs.choose(tabId, pubkey);
    await store.change((draft) => {
      connect(draft, origin, pubkey, now);
      if (answer.allow === 'everyday') allowEveryday(draft, origin, pubkey, now);
      const site = (draft.sites[origin] ??= { usedAt: now });
      site.usedAt = now;
      if (answer.scope === 'site') site.pubkey = pubkey;
    });
  }

  /** The person chose for the whole site: a choice for this tab alone must not stand against it. */
  function unchoose(caller: PageCaller): void {
    if (isHere(caller)) tabs.choose(caller.tabId, undefined);
  }

  return {
    accountOf,
    believedBy,
    isConnected,
    tell,
    unchoose,

    /**
     * The session that this page gets and may know; waits for the person where needed. `wanted`: the account the
     * page itself names, which must be held and connected. Throws `denied`; never says whether an account is held.
     */
    async expect(caller: PageCaller, wanted?: string): Promise<Session> {
      const { origin, tabId } = caller;
      while (!sessions.current) await prompts.hold(caller);
      tabs.see(tabId, origin, caller.documentId);
      if (wanted !== undefined) {
        const session = sessions.get(wanted);
        if (session && isConnected(origin, wanted)) return session;
        throw new FacetError('denied', 'this page may not act as the account that it names');
      }
      const { pubkey } = accountOf(tabId, origin);
      const session = pubkey === undefined ? undefined : sessions.get(pubkey);
      if (!session) throw new FacetError('no-account', 'there is no account for this page');
      if (isConnected(origin, session.pubkey)) return session;

      const question = { type: 'connect', suggested: session.pubkey } as const;
      const answer = await prompts.ask(caller, question, { group: `${tabId} ${origin} connect` });
      if (answer.answer !== 'connect') throw rejected();
      await acceptConnect(caller, answer);
      return sessions.expect(answer.pubkey);
    },
  };
}
