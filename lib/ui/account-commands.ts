/** What the account dialogs do once the person has agreed; each rejects with a FacetError. */
import { client } from './client';
import { apply } from './state.svelte';

export const accountCommands = {
  onLogout: async (pubkey: string): Promise<void> => apply(await client.logout(pubkey)),
  onLogoutAll: async (): Promise<void> => apply(await client.logoutAll()),
  onStepDown: async (pubkey: string, password: string): Promise<void> =>
    apply(await client.setStepUp(pubkey, false, password)),
  onExport: async (pubkey: string, password: string): Promise<string> =>
    (await client.exportAccount(pubkey, password)).ncryptsec,
  onCheck: async (pubkey: string, ncryptsec: string, password: string): Promise<void> =>
    apply(await client.checkNcryptsec(pubkey, ncryptsec, password)),
  onReveal: async (pubkey: string, password: string): Promise<string> =>
    (await client.revealSecretKey(pubkey, password)).nsec,
};
