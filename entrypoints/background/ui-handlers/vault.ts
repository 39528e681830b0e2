/** The vault and its settings. */
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createVaultHandlers(rooms: Rooms) {
  const { vault, store, publisher } = rooms;
  const command = createCommand(rooms);
  return {
    createVault: command(async (password: string) => {
      await vault.create(password);
      await rooms.open();
    }),
    unlock: command(async (password: string) => {
      // a wrong password may have begun a wait, which every open page should show
      await vault.unlock(password).finally(() => publisher.publish());
      await rooms.open();
    }),
    lock: command(() => vault.lock()),
    setAutoLock: command((minutes: number) =>
      store.change((draft) => {
        draft.settings.autoLockMinutes = minutes;
      }),
    ),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
