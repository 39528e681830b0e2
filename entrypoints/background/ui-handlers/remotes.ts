/** Remote signers: connecting to one, and adding it as an account once the person has seen whose it is. */
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createRemoteHandlers(rooms: Rooms) {
  const { vault, store, sessions, remotes, attempts } = rooms;
  const command = createCommand(rooms);

  /** The person is at it: nothing of this may begin while locked. */
  const begin = async () => {
    vault.expectKeys();
    await vault.touch();
  };

  return {
    async connectBunker(_caller: UiCaller, address: string, perms: string[]) {
      await begin();
      return attempts.connect(address, perms);
    },
    async inviteSigner(_caller: UiCaller, perms: string[]) {
      await begin();
      return attempts.invite(store.state.settings.relays, perms);
    },
    meetSigner: () => attempts.meet(),
    addRemote: command((nickname?: string, upgrade?: boolean) =>
      attempts.take((taken) => sessions.add([{ ...taken, kind: 'remote', nickname }], { upgrade })),
    ),
    cancelRemote: command(() => attempts.cancel()),
    reconnectRemote: command((pubkey: string) => {
      sessions.expect(pubkey);
      const account = store.state.accounts.find((each) => each.pubkey === pubkey);
      if (account) remotes.reconnect(account);
    }),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
