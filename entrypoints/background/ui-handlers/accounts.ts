/** The accounts: adding, naming, ordering, backing up, logging out. */
import { toOwnLine } from '#lib/activity/lines';
import { openNcryptsec } from '#lib/imports/ncryptsec';
import { createSecretKey, parsePubkey, parseSecretKey, toNsec, toPubkey } from '#lib/nostr/keys';
import type { Accent } from '#lib/nostr/avatar';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { FacetError, InvalidError } from '#lib/rpc/errors';
import { toNewAccount } from '#lib/sessions/new-account';
import { favouritesFirst } from '#lib/sessions/order';
import type { State, StoredAccount } from '#lib/storage/state';
import { toNcryptsec } from '#lib/vault/ncryptsec';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createAccountHandlers(rooms: Rooms) {
  const { vault, store, secrets, sessions, activity } = rooms;
  const command = createCommand(rooms);

  const editAccount = (pubkey: string, change: (account: StoredAccount) => void) =>
    store.change((draft) => {
      const account = draft.accounts.find((each) => each.pubkey === pubkey);
      if (!account) throw new FacetError('no-account', 'this account is not in Facet');
      change(account);
    });

  const mark = (draft: State, pubkey: string, sign: 'favourite' | 'notInCycle' | 'apart', on: boolean) => {
    const account = draft.accounts.find((each) => each.pubkey === pubkey);
    if (!account) throw new FacetError('no-account', 'this account is not in Facet');
    if (on) account[sign] = true;
    else delete account[sign];
  };

  /** Sets or clears a text of the person's own. */
  const write = (account: StoredAccount, field: 'nickname' | 'note', text: string | undefined) => {
    if (text?.trim()) account[field] = text.trim();
    else delete account[field];
  };

  return {
    addSecretKey: command(async (key: string, nickname?: string, upgrade?: boolean) => {
      vault.expectKeys();
      await sessions.add([toNewAccount(parseSecretKey(key), { nickname })], { upgrade });
    }),
    generateAccount: command(async (nickname?: string) => {
      vault.expectKeys();
      await sessions.add([toNewAccount(createSecretKey(), { nickname })]);
    }),
    addWatchOnly: command(async (key: string, nickname?: string) => {
      vault.expectKeys();
      await sessions.add([{ kind: 'watch-only', pubkey: parsePubkey(key).pubkey, nickname }]);
    }),
    renameAccount: command((pubkey: string, nickname?: string) =>
      editAccount(pubkey, (account) => write(account, 'nickname', nickname)),
    ),
    setNote: command((pubkey: string, note?: string) =>
      editAccount(pubkey, (account) => write(account, 'note', note)),
    ),
    recolorAccount: command((pubkey: string, accent: Accent) =>
      editAccount(pubkey, (account) => {
        account.accent = accent;
      }),
    ),
    reorderAccounts: command((pubkeys: string[]) =>
      store.change((draft) => {
        const byPubkey = new Map(draft.accounts.map((account) => [account.pubkey, account]));
        const ordered = [...new Set(pubkeys)].flatMap((pubkey) => byPubkey.get(pubkey) ?? []);
        if (ordered.length !== draft.accounts.length) {
          throw new InvalidError(
            `the order must name all ${draft.accounts.length} accounts, got ${ordered.length}`,
          );
        }
        draft.accounts = favouritesFirst(ordered);
      }),
    ),
    setFavourite: command((pubkey: string, on: boolean) =>
      store.change((draft) => {
        mark(draft, pubkey, 'favourite', on);
        draft.accounts = favouritesFirst(draft.accounts);
      }),
    ),
    setInCycle: command((pubkey: string, on: boolean) =>
      store.change((draft) => mark(draft, pubkey, 'notInCycle', !on)),
    ),
    setApart: command((pubkey: string, on: boolean) =>
      store.change((draft) => mark(draft, pubkey, 'apart', on)),
    ),
    logout: command((pubkey: string) => sessions.logout(pubkey)),
    logoutAll: command(() => sessions.logoutAll()),
    async exportAccount(_caller: UiCaller, pubkey: string, password: string) {
      await vault.touch();
      await vault.confirm(password);
      const { id } = sessions.expectKey(pubkey);
      const ncryptsec = await toNcryptsec(secrets.of(id, pubkey), password);
      activity.note([toOwnLine('export', Date.now(), { pubkey })]);
      return { ncryptsec };
    },
    checkNcryptsec: command(async (pubkey: string, ncryptsec: string, password: string) => {
      sessions.expectKey(pubkey);
      const secretKey = await openNcryptsec(ncryptsec, password);
      const isKey = toPubkey(secretKey) === pubkey;
      secretKey.fill(0);
      if (!isKey) throw new InvalidError('this is the key of another account');
      await editAccount(pubkey, (account) => {
        account.backedUpAt = Date.now();
      });
    }),
    async revealSecretKey(_caller: UiCaller, pubkey: string, password: string) {
      await vault.touch();
      await vault.confirm(password);
      const { id } = sessions.expectKey(pubkey);
      const nsec = await secrets.of(id, pubkey)(toNsec);
      activity.note([toOwnLine('reveal', Date.now(), { pubkey })]);
      return { nsec };
    },
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
