/** The vault from the first password to the last: opening, locking, other passwords, passkeys, deleting everything. */
import { toOwnLine } from '#lib/activity/lines';
import { isLongerLock } from '#lib/rpc/auto-lock';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { toNewPasskey, toPasskeySecret } from '#lib/vault/passkey';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createVaultHandlers(rooms: Rooms) {
  const { vault, store, tabs, choices, activity } = rooms;
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
    unlockWithPasskey: command(async (id: string, secret: string) => {
      await vault.unlockWithPasskey(id, toPasskeySecret(secret));
      await rooms.open();
    }),
    lock: command(() => vault.lock()),
    changePassword: command(async (password: string, next: string) => {
      await vault.changePassword(password, next, store.reseal);
      activity.note([toOwnLine('password', Date.now())]);
      rooms.publisher.publish();
    }),
    confirmPassword: command((password: string) => vault.confirm(password)),
    addPasskey: command(async (password: string, made: Parameters<typeof toNewPasskey>[0]) => {
      await vault.addPasskey(password, toNewPasskey(made));
      rooms.publisher.publish();
    }),
    removePasskey: command(async (id: string) => {
      await vault.removePasskey(id);
      rooms.publisher.publish();
    }),
    wipe: command(async (password: string) => {
      await vault.wipe(password, store.clear);
      await tabs.forgetAccounts();
      await choices.forgetPrivate();
    }),
    setAutoLock: command(async (minutes: number, password = '') => {
      // whoever finds Facet open must not keep it so
      if (isLongerLock(minutes, store.state.settings.autoLockMinutes)) await vault.confirm(password);
      await store.change((draft) => {
        draft.settings.autoLockMinutes = minutes;
      });
    }),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
