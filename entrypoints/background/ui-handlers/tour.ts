/** What the person has seen of what Facet tells by itself: the popup's first steps, the news. */
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createTourHandlers(rooms: Rooms) {
  const { store } = rooms;
  const command = createCommand(rooms);
  return {
    setToured: command((toured: boolean) =>
      store.change(({ settings }) => {
        if (toured) settings.toured = true;
        else delete settings.toured;
      }),
    ),
    setNewsSeen: command((version: string) =>
      store.change(({ settings }) => {
        settings.newsSeen = version;
      }),
    ),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
