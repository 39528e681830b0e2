/** What the forms that bring accounts in ask of the worker. Each rejects with a FacetError. */
import type { Snapshot } from '../rpc/snapshot';
import { client } from './client';
import { apply } from './state.svelte';

/** The account that a command has made the current one. */
function take(snapshot: Snapshot): string | undefined {
  apply(snapshot);
  return snapshot.current;
}

export const addCommands = {
  generate: async (name: string | undefined) => take(await client.generateAccount(name)),
  addKey: async (key: string, name: string | undefined, upgrade: boolean) =>
    take(await client.addSecretKey(key, name, upgrade)),
  addNcryptsec: async (key: string, password: string, name: string | undefined, upgrade: boolean) =>
    take(await client.addNcryptsec(key, password, name, upgrade)),
  findNcryptsec: async (key: string, password: string) => (await client.findNcryptsec(key, password)).pubkey,
  watch: async (key: string, name: string | undefined) => take(await client.addWatchOnly(key, name)),
  findAddress: async (address: string) => (await client.findAddress(address)).pubkey,
  previewSeedWords: (words: string, passphrase: string, first: number, count: number) =>
    client.previewSeedWords(words, passphrase, first, count),
  findProfiles: (pubkeys: string[]) => client.findProfiles(pubkeys),
  addSeedWords: async (words: string, passphrase: string, accounts: number[], upgrade: boolean) =>
    apply(await client.addSeedWords(words, passphrase, accounts, upgrade)),
  previewImport: (text: string) => client.previewImport(text),
  importAccounts: async (text: string, lines: number[], password: string, upgrade: boolean) => {
    const result = await client.importAccounts(text, lines, password, upgrade);
    apply(result.snapshot);
    return result;
  },
  cancelImport: async () => apply(await client.cancelImport()),
};
