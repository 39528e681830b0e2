/** Accounts that ask the password for whatever they do. */
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createStepUpHandlers(rooms: Rooms) {
  const { vault, store, sessions, prompts } = rooms;
  const command = createCommand(rooms);
  return {
    setStepUp: command(async (pubkey: string, on: boolean, password = '') => {
      sessions.expect(pubkey);
      if (!on) await vault.confirm(password);
      await store.change((draft) => {
        const account = draft.accounts.find((each) => each.pubkey === pubkey);
        if (on && account) account.stepUp = true;
        else delete account?.stepUp;
      });
      // an answer that was kept for a repeated call was given without the password
      await prompts.forgetAnswers();
    }),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
