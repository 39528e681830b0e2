import type { FoundProfile, ImportPreview, ImportResult, SeedPreview } from '#lib/rpc/imports';

/**
 * What the forms that bring accounts in ask for. Those that add resolve to the pubkey that is current then; all
 * reject with a FacetError. `upgrade`: the account is here already and gets its key.
 */
export interface AddCommands {
  generate(name: string | undefined): Promise<string | undefined>;
  addKey(key: string, name: string | undefined, upgrade: boolean): Promise<string | undefined>;
  addNcryptsec(
    key: string,
    password: string,
    name: string | undefined,
    upgrade: boolean,
  ): Promise<string | undefined>;
  watch(key: string, name: string | undefined): Promise<string | undefined>;
  /** Whose an ncryptsec is. */
  findNcryptsec(key: string, password: string): Promise<string>;
  /** The pubkey behind a NIP-05 address. */
  findAddress(address: string): Promise<string>;
  previewSeedWords(words: string, passphrase: string, first: number, count: number): Promise<SeedPreview>;
  /** What relays know of pubkeys that may become accounts. */
  findProfiles(pubkeys: string[]): Promise<FoundProfile[]>;
  addSeedWords(words: string, passphrase: string, accounts: number[], upgrade: boolean): Promise<void>;
  previewImport(text: string): Promise<ImportPreview>;
  importAccounts(text: string, lines: number[], password: string, upgrade: boolean): Promise<ImportResult>;
  cancelImport(): Promise<void>;
}
