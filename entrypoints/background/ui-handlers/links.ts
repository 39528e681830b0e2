/** With which client `nostr:` links are opened. */
import { isClient, MOST_OWN, parseTemplate } from '#lib/nostr/link';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { InvalidError } from '#lib/rpc/errors';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createLinkHandlers(rooms: Rooms) {
  const { store, links } = rooms;
  const command = createCommand(rooms);
  return {
    setLinkClient: command(async (client: string | undefined) => {
      await store.change((draft) => {
        const { own } = (draft.links ??= { own: [] });
        if (client === undefined) draft.links = { own };
        else if (isClient(client, own)) draft.links = { own, client };
        else throw new InvalidError('this client is not in the list');
      });
      await links.openWaiting();
    }),
    addLinkClient: command((input: string) => {
      const template = parseTemplate(input);
      return store.change((draft) => {
        const { own } = (draft.links ??= { own: [] });
        if (own.length >= MOST_OWN) throw new InvalidError(`at most ${MOST_OWN} clients can be added`);
        if (!own.includes(template)) own.push(template);
      });
    }),
    removeLinkClient: command((template: string) =>
      store.change((draft) => {
        const { client, own } = draft.links ?? { own: [] };
        const rest = own.filter((each) => each !== template);
        const stays = client !== undefined && !(own.includes(client) && client === template);
        draft.links = { own: rest, ...(stays ? { client } : {}) };
      }),
    ),
    getWaitingLink: (_caller: UiCaller): string | null => links.waiting ?? null,
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
