/** Sites and what they may do or find out; relays. */
import { forgetPair } from '#lib/permissions/pairs';
import { disconnect } from '#lib/permissions/permissions';
import { parseRelayUrl } from '#lib/nostr/relay-url';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { InvalidError } from '#lib/rpc/errors';
import type { State } from '#lib/storage/state';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createSiteHandlers(rooms: Rooms) {
  const { store, tabs, prompts } = rooms;
  const command = createCommand(rooms);

  /** Takes something back that a page could do; an answer that was kept for it must not give it again. */
  const revoke = async (change: (draft: State) => void) => {
    await store.change(change);
    await prompts.forgetAnswers();
  };

  return {
    forgetPair: command((pubkey: string, other: string) =>
      revoke((draft) => forgetPair(draft, pubkey, other)),
    ),
    disconnectSite: command(async (origin: string) => {
      await revoke((draft) => disconnect(draft, origin));
      for (const { tabId, tab } of tabs.all) {
        if (tab.origin === origin && !tab.isPrivate) tabs.choose(tabId, undefined);
      }
    }),
    setReloadOffer: command((origin: string, offer: boolean) =>
      store.change((draft) => {
        const site = draft.sites[origin];
        if (!site) throw new InvalidError('this site is not one that Facet knows');
        if (offer) delete site.noReloadOffer;
        else site.noReloadOffer = true;
      }),
    ),
    setRelays: command((urls: string[]) => {
      const relays = [...new Set(urls.map(parseRelayUrl))];
      return store.change((draft) => {
        draft.settings.relays = relays;
      });
    }),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
