/** Pictures of the person's accounts, where the person wants them. */
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createPictureHandlers(rooms: Rooms) {
  const { store, pictures } = rooms;
  const command = createCommand(rooms);
  return {
    setPictures: command((on: boolean) =>
      store.change(({ settings }) => {
        if (on) settings.pictures = true;
        else delete settings.pictures;
      }),
    ),
    getPictures: (_caller: UiCaller, pubkeys: string[]) => pictures.load(pubkeys),
    fetchPicture: async (_caller: UiCaller, pubkey: string) => (await pictures.fetch(pubkey)) ?? null,
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
