/** Keys that come in other than one at a time in clear: encrypted, as seed words, by address, from another signer. */
import { wipeEntries } from '#lib/imports/entry';
import { readExport } from '#lib/imports/export';
import { openNcryptsec } from '#lib/imports/ncryptsec';
import { findAddress } from '#lib/imports/nip05';
import { wipeReady } from '#lib/imports/opening';
import { toRows, type GetStatus } from '#lib/imports/preview';
import { findProfiles } from '#lib/relays/lookup';
import { toPubkey } from '#lib/nostr/keys';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { SeedPreview } from '#lib/rpc/imports';
import { isUpgrade, toNewAccount } from '#lib/sessions/new-account';
import { toAdditions } from '#lib/sessions/additions';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

/** Evaluated on first use: it begins with a list of 2,048 words. */
const seedWords = () => import('#lib/imports/seed-words');

export function createImportHandlers(rooms: Rooms) {
  const { vault, store, sessions, imports, publisher, pools } = rooms;
  const command = createCommand(rooms);

  const getStatus: GetStatus = (pubkey, kind) => {
    const held = store.state.accounts.find((account) => account.pubkey === pubkey);
    if (!held) return 'new';
    return isUpgrade(kind, held.kind) ? 'upgrade' : 'here';
  };

  /** Opens the chosen lines and adds them in one change; resolves to what came of it. */
  async function add(text: string, lines: number[], password?: string, upgrade = false) {
    const { entries } = readExport(text);
    try {
      const chosen = [...new Set(lines)].filter((line) => line < entries.length);
      const { ready, failed } = await imports.run(
        chosen.flatMap((line) => entries[line] ?? []),
        password,
      );
      if (failed.length > 0) {
        wipeReady(ready);
        return { added: [], upgraded: [], here: 0, failed: failed.flatMap((at) => chosen[at] ?? []) };
      }
      const { additions, ...result } = toAdditions(ready, store.state.accounts, upgrade);
      if (additions.length > 0) await sessions.add(additions, { upgrade });
      return { ...result, failed: [] };
    } finally {
      wipeEntries(entries);
    }
  }

  return {
    async findNcryptsec(_caller: UiCaller, key: string, password: string) {
      vault.expectKeys();
      const secretKey = await openNcryptsec(key, password);
      const pubkey = toPubkey(secretKey);
      secretKey.fill(0);
      await vault.touch();
      return { pubkey };
    },
    addNcryptsec: command(async (key: string, password: string, nickname?: string, upgrade?: boolean) => {
      vault.expectKeys();
      const secretKey = await openNcryptsec(key, password);
      await sessions.add([toNewAccount(secretKey, { nickname, backedUpAt: Date.now() })], { upgrade });
    }),
    async previewSeedWords(
      _caller: UiCaller,
      words: string,
      passphrase: string | undefined,
      first: number,
      count: number,
    ): Promise<SeedPreview> {
      vault.expectKeys();
      const { getSeedProblem, toSeedPubkeys } = await seedWords();
      const found = getSeedProblem(words);
      if (found) return found;
      const indexes = Array.from({ length: count }, (_, offset) => first + offset);
      const pubkeys = await toSeedPubkeys(words, passphrase, indexes);
      await vault.touch();
      return { accounts: indexes.map((index, at) => ({ index, pubkey: pubkeys[at] ?? '' })) };
    },
    addSeedWords: command(
      async (words: string, passphrase: string | undefined, indexes: number[], upgrade?: boolean) => {
        vault.expectKeys();
        const { withSeedAccounts } = await seedWords();
        const keys = await withSeedAccounts(words, passphrase, [...new Set(indexes)], (secretKey) =>
          toNewAccount(secretKey.slice(), { backedUpAt: Date.now() }),
        );
        await sessions.add(keys, { upgrade });
      },
    ),
    async findProfiles(_caller: UiCaller, pubkeys: string[]) {
      vault.expectKeys();
      const { relays } = store.state.settings;
      const found = pools.split(pubkeys).map((each) => findProfiles(each.connections, each.pubkeys, relays));
      return (await Promise.all(found)).flat();
    },
    async findAddress(_caller: UiCaller, address: string) {
      vault.expectKeys();
      return { pubkey: await findAddress(address) };
    },
    previewImport(_caller: UiCaller, text: string) {
      vault.expectKeys();
      const { from, entries, hasRules } = readExport(text);
      try {
        return { from, rows: toRows(entries, getStatus), hasRules };
      } finally {
        wipeEntries(entries);
      }
    },
    async importAccounts(
      _caller: UiCaller,
      text: string,
      lines: number[],
      password?: string,
      upgrade?: boolean,
    ) {
      vault.expectKeys();
      const result = await add(text, lines, password, upgrade);
      await vault.touch();
      return { ...result, snapshot: publisher.snapshot() };
    },
    cancelImport: command(() => imports.cancel()),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
