/** Backup files: making one, looking into one, taking accounts back, and the drill that only checks. */
import { toOwnLine } from '#lib/activity/lines';
import { createBackup } from '#lib/backup/create';
import { MOST, type BackupAccount } from '#lib/backup/contents';
import { joinAppearance, joinBlocks, joinLinks } from '#lib/backup/join';
import { KINDS } from '#lib/backup/kinds';
import { openBackup, type Backup } from '#lib/backup/open';
import { toReport } from '#lib/backup/report';
import type { NostrEvent } from '#lib/nostr/event';
import { toNpub } from '#lib/nostr/keys';
import { isRestorable, restoreRules } from '#lib/permissions/restore';
import { parseRelayUrl } from '#lib/nostr/relay-url';
import { parseVerifiedEvent } from '#lib/nostr/verify';
import { isLongerLock } from '#lib/rpc/auto-lock';
import type { BackupAccountView, BackupCheck, BackupPreview, RestoreChoice } from '#lib/rpc/backup';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { InvalidError } from '#lib/rpc/errors';
import { known } from '#lib/rpc/parse';
import type { AccountKind } from '#lib/rpc/snapshot';
import { isUpgrade, wipe, type NewAccount } from '#lib/sessions/new-account';
import { toAccountView } from '#lib/sessions/snapshot';
import type { State } from '#lib/storage/state';
import { expectNewPassword } from '#lib/vault/password';
import type { Rooms } from '../rooms';
import { connectedOf } from './appearance';
import type { UiCaller } from './command';

export function createBackupHandlers(rooms: Rooms) {
  const { vault, store, secrets, sessions, activity, appearance, publisher } = rooms;

  /** Opens a file for the person in front of an open vault. */
  async function open(text: string, password: string): Promise<Backup> {
    await vault.touch();
    vault.expectKeys();
    return openBackup(text, password);
  }

  const find = (pubkey: string) => store.state.accounts.find((account) => account.pubkey === pubkey);

  /** An account that is here has the name it has here: what the file says is older, and anybody can write a file. */
  function toView({ name, account }: BackupAccount): BackupAccountView {
    const { pubkey, kind, accent, nickname } = account;
    const npub = toNpub(pubkey);
    const held = find(pubkey);
    const here = held && toAccountView(held, sessions.get(pubkey));
    const names = [here?.nickname, here?.profile.name, nickname, name];
    return { pubkey, npub, name: names.find(Boolean) ?? npub, kind, accent };
  }

  function toStatus({ account }: BackupAccount): BackupPreview['accounts'][number]['status'] {
    const held = find(account.pubkey);
    if (!held) return 'new';
    return isUpgrade(account.kind, held.kind) ? 'upgrade' : 'here';
  }

  /** Opens the keys of the picked accounts; every single one must be whole. */
  async function take(backup: Backup, picks: readonly string[], now: number): Promise<NewAccount[]> {
    const taken: NewAccount[] = [];
    try {
      for (const pick of new Set(picks)) {
        const entry = backup.accounts.find(({ account }) => account.pubkey === pick);
        if (!entry) throw new InvalidError('this account is not in the backup');
        const { id: _, kind, usedAt: __, remote, ...account } = entry.account;
        if (kind === 'watch-only') {
          taken.push({ ...account, kind });
          continue;
        }
        const key = await backup.openKey(entry);
        if (!key) throw new InvalidError('the key of an account in this backup is damaged');
        if (kind === 'secret-key') taken.push({ ...account, kind, secretKey: key, backedUpAt: now });
        else if (remote) taken.push({ ...account, kind, clientKey: key, remote });
      }
      return taken;
    } catch (error) {
      wipe(taken);
      throw error;
    }
  }

  /** Whom the file may speak for: who is taken out of it, and whose key is in it. Anybody can write down a pubkey. */
  async function toProven(backup: Backup, picks: readonly string[]): Promise<Set<string>> {
    const proven = new Set(picks);
    for (const entry of backup.accounts) {
      const key = entry.account.kind === 'secret-key' ? await backup.openKey(entry) : undefined;
      if (key) proven.add(entry.account.pubkey);
      key?.fill(0);
    }
    return proven;
  }

  /** Everything that is kept of the accounts' earlier profiles and lists. */
  const loadCopies = async (): Promise<NostrEvent[]> =>
    (await Promise.all(store.state.accounts.map(({ pubkey }) => sessions.loadCopies(pubkey)))).flat();

  /** The copies in a file that are what they say, of accounts that are here or about to be. */
  function toCopies(backup: Backup, picks: readonly string[]): NostrEvent[] {
    const authors = new Set<unknown>([...picks, ...store.state.accounts.map(({ pubkey }) => pubkey)]);
    const isMeant = (copy: unknown) => authors.has((copy as { pubkey?: unknown } | null)?.pubkey);
    return known(parseVerifiedEvent, MOST)(backup.copies.filter(isMeant), 'copies');
  }

  /** What is taken besides accounts, as an edit of the state they are in. */
  const createEdit = (
    backup: Backup,
    { settings, rules }: RestoreChoice,
    proven: ReadonlySet<string>,
    now: number,
  ) => {
    const before = store.state.current;
    const isFilled = store.state.accounts.length > 0;
    const relays = settings ? backup.settings.relays.map(parseRelayUrl) : [];
    return (draft: State): void => {
      const current = before ?? backup.current;
      if (draft.accounts.some(({ pubkey }) => pubkey === current)) draft.current = current as string;
      if (settings) {
        const { autoLockMinutes } = draft.settings;
        draft.settings = { ...draft.settings, ...backup.settings, relays };
        // that would ask the password; where there is no account yet nobody has chosen a time
        if (isFilled && isLongerLock(backup.settings.autoLockMinutes, autoLockMinutes))
          draft.settings.autoLockMinutes = autoLockMinutes;
        joinLinks(draft, backup);
      }
      if (!rules) return;
      // before the rules of the file, which must not count as the person's word here
      joinAppearance(draft, backup, connectedOf(draft));
      joinBlocks(draft, backup, now);
      restoreRules(draft, backup, proven, now);
    };
  };

  return {
    async createBackup(_caller: UiCaller, password: string, filePassword?: string) {
      await vault.touch();
      await vault.confirm(password);
      expectNewPassword(filePassword ?? password);
      const now = Date.now();
      const { state } = store;
      const views = state.accounts.map((each) => toAccountView(each, sessions.get(each.pubkey)));
      const names = new Map(views.map(({ pubkey, profile }) => [pubkey, profile.name ?? '']));
      const source = { state, secrets, names, copies: await loadCopies() };
      const text = await createBackup(source, filePassword ?? password, now);
      activity.note([toOwnLine('backUp', now)]);
      return { name: `facet-backup-${new Date(now).toISOString().slice(0, 10)}.json`, text };
    },

    async readBackup(_caller: UiCaller, text: string, password: string): Promise<BackupPreview> {
      const backup = await open(text, password);
      const now = Date.now();
      return {
        createdAt: backup.createdAt,
        accounts: backup.accounts.map((each) => ({ ...toView(each), status: toStatus(each) })),
        strangers: backup.strangers,
        rules: backup.rules.filter((rule) => isRestorable(rule, now)).length,
        sites: Object.keys(backup.sites).length,
        copies: backup.copies.length,
      };
    },

    async restoreBackup(
      _caller: UiCaller,
      text: string,
      password: string,
      picks: readonly string[],
      choice: RestoreChoice,
    ) {
      const backup = await open(text, password);
      const now = Date.now();
      const edit = createEdit(backup, choice, await toProven(backup, picks), now);
      const events = choice.copies ? toCopies(backup, picks) : [];
      const before = { state: store.state, copies: await loadCopies() };
      await sessions.add(await take(backup, picks, now), { upgrade: true, edit, events });
      await appearance.follow(store.state.appearance);
      activity.note([toOwnLine('restore', Date.now())]);
      await vault.touch();
      const after = { state: store.state, copies: await loadCopies() };
      const report = toReport(before, after, choice.settings);
      return { report, snapshot: publisher.snapshot() };
    },

    async checkBackup(_caller: UiCaller, text: string, password: string): Promise<BackupCheck> {
      const backup = await open(text, password);
      const accounts: BackupCheck['accounts'] = [];
      for (const entry of backup.accounts) {
        const key = await backup.openKey(entry);
        key?.fill(0);
        accounts.push({
          ...toView(entry),
          key: key ? 'good' : KINDS[entry.account.kind].hasKey ? 'bad' : 'none',
        });
      }
      // the client key of a remote signer is no copy of the account's own key
      const good = new Set(
        accounts
          .filter(({ kind, key }) => kind === 'secret-key' && key === 'good')
          .map(({ pubkey }) => pubkey),
      );
      const isSaved = ({ kind, pubkey }: { kind: string; pubkey: string }) =>
        kind === 'secret-key' && good.has(pubkey);
      if (store.state.accounts.some(isSaved)) {
        await store.change((draft) => {
          for (const each of draft.accounts.filter(isSaved)) each.backedUpAt = Date.now();
        });
      }
      const isWhole = ({ kind, pubkey }: { kind: AccountKind; pubkey: string }) =>
        accounts.some((each) => each.pubkey === pubkey && !isUpgrade(kind, each.kind));
      const missing = store.state.accounts.filter((each) => !isWhole(each)).map(({ pubkey }) => pubkey);
      return { createdAt: backup.createdAt, accounts, strangers: backup.strangers, missing };
    },
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
