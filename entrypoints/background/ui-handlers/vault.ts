/** The vault from the first password to the last: opening, locking, other passwords, passkeys, deleting everything. */
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { Bytes } from '#lib/storage/database';
import type { NewPasskey } from '#lib/vault/passkey';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createVaultHandlers(rooms: Rooms) {
  const { vault, store, tabs } = rooms;
  const command = createCommand(rooms);
  return {
    createVault: command(async (password: string) => {
      await vault.create(password);
      await rooms.open();
    }),
    unlock: command(async (password: string) => {
      await vault.unlock(password);
      await rooms.open();
    }),
    unlockWithPasskey: command(async (id: string, secret: Bytes) => {
      await vault.unlockWithPasskey(id, secret);
      await rooms.open();
    }),
    lock: command(() => vault.lock()),
    changePassword: command(async (password: string, next: string) => {
      await vault.changePassword(password, next, store.reseal);
      rooms.publisher.publish();
    }),
    addPasskey: command(async (password: string, passkey: NewPasskey) => {
      await vault.addPasskey(password, passkey);
      rooms.publisher.publish();
    }),
    removePasskey: command(async (id: string) => {
      await vault.removePasskey(id);
      rooms.publisher.publish();
    }),
    wipe: command(async (password: string) => {
      await vault.wipe(password, store.clear);
      await tabs.forgetAccounts();
    }),
    setAutoLock: command((minutes: number) =>
      store.change((draft) => {
        draft.settings.autoLockMinutes = minutes;
      }),
    ),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
