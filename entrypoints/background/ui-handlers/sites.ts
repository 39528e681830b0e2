/** Sites and what they may do or find out; relays. */
import { isAllowedOrigin } from '#lib/nostr/origin';
import { block, unblock } from '#lib/permissions/blocks';
import { forgetPair } from '#lib/permissions/pairs';
import { disconnect } from '#lib/permissions/permissions';
import { parseRelayUrl } from '#lib/nostr/relay-url';
import { blockedError } from '#lib/requests/blocked';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { InvalidError } from '#lib/rpc/errors';
import type { WindowKind } from '#lib/sessions/choices';
import type { State } from '#lib/storage/state';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createSiteHandlers(rooms: Rooms) {
  const { store, tabs, choices, prompts } = rooms;
  const command = createCommand(rooms);

  /** Takes something back that a page could do; an answer that was kept for it must not give it again. */
  const revoke = async (change: (draft: State) => void) => {
    await store.change(change);
    await prompts.forgetAnswers();
  };

  const toWindowKind = (isPrivate: boolean | undefined): WindowKind => (isPrivate ? { isPrivate } : {});

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
    blockSite: command(async (origin: string, until?: number, isPrivate?: boolean) => {
      if (!isAllowedOrigin(origin)) throw new InvalidError('no website of this name can use Facet');
      const now = Date.now();
      if (until !== undefined && until <= now) throw new InvalidError('until must be a time to come');
      await choices.change(toWindowKind(isPrivate), (draft) => block(draft, origin, until, now));
      await prompts.forgetAnswers();
      // what is forbidden in all windows is forbidden in private ones, and not the other way round
      prompts.rejectAll(
        blockedError(),
        (place) => place.origin === origin && (!isPrivate || place.isPrivate === true),
      );
    }),
    unblockSite: command((origin: string, isPrivate?: boolean) =>
      choices.change(toWindowKind(isPrivate), (draft) => unblock(draft, origin)),
    ),
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
