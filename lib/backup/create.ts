import type { NostrEvent } from '../nostr/event';
import { FacetError } from '../rpc/errors';
import type { Bytes } from '../storage/database';
import type { State } from '../storage/state';
import { createHeader } from '../vault/header';
import { deriveKeys } from '../vault/keys';
import { sealRecord } from '../vault/records';
import type { Secrets } from '../vault/secrets';
import { MOST, parsePayload, toPayload, type BackupAccount } from './contents';
import { toFitting } from './fitting';
import { toBackupText } from './format';
import { KINDS } from './kinds';
import { PAYLOAD, toKeyName } from './names';

/** What a backup is made of; `names` is what the accounts are called, by pubkey, `copies` the earlier ones of all. */
export interface BackupSource {
  state: Readonly<State>;
  secrets: Secrets;
  names: ReadonlyMap<string, string>;
  copies: readonly NostrEvent[];
}

const MAX_NAME = 100;

/** Most bytes of a payload: in base64 and with the rest of the file it stays below `MAX_BACKUP`. */
const MAX_PAYLOAD = 11 * 1024 * 1024;

/** Most bytes of it that are earlier copies: opening a file must not take long. */
const MAX_COPIES = 4 * 1024 * 1024;

/**
 * The text of a new backup file under `password`. Keys are borrowed one at a time and sealed at once. Of the copies
 * there are as many as have room; throws `too-large` if not even the rest has.
 */
export async function createBackup(
  { state, secrets, names, copies }: BackupSource,
  password: string,
  createdAt: number,
): Promise<string> {
  const { header, dek } = await createHeader(password);
  const keys = await deriveKeys(dek, header.vaultId);
  const accounts: BackupAccount[] = [];
  for (const account of state.accounts) {
    const name = (names.get(account.pubkey) ?? '').slice(0, MAX_NAME);
    if (!KINDS[account.kind].hasKey) {
      accounts.push({ name, account });
      continue;
    }
    const key = await secrets.of(
      account.id,
      account.pubkey,
    )((secretKey) => sealRecord(keys, toKeyName(account), secretKey as Bytes));
    accounts.push({ name, account, key });
  }
  const without = { ...toChosen(state), createdAt, accounts, strangers: 0, copies: [] };
  const room = Math.min(MAX_COPIES, MAX_PAYLOAD - toPayload(without).length);
  const payload = toPayload({ ...without, copies: toFitting(copies, room, MOST) });
  if (payload.length > MAX_PAYLOAD)
    throw new FacetError('too-large', 'a backup has at most 11 MiB of contents');
  parsePayload(payload); // a file that could not be read again must not be handed out
  return toBackupText({ createdAt, header, payload: await sealRecord(keys, PAYLOAD, payload) });
}

/** What the person has set, the newest of it where there is too much. */
function toChosen(state: Readonly<State>) {
  const { current, settings, appearance, links, rules, sites, pairs = [], blocked = {} } = state;
  const newest = <T>(all: Record<string, T>, toTime: (each: T) => number): Record<string, T> =>
    Object.fromEntries(
      Object.entries(all)
        .toSorted(([, one], [, other]) => toTime(other) - toTime(one))
        .slice(0, MOST),
    );
  const last = <T>(all: readonly T[]): T[] => all.slice(-MOST);
  return {
    settings,
    rules: last(rules),
    sites: newest(sites, ({ usedAt }) => usedAt),
    pairs: last(pairs),
    blocked: newest(blocked, ({ since }) => since),
    ...(current && { current }),
    ...(links && { links }),
    ...(appearance && {
      appearance: {
        ...appearance,
        chosen: last(appearance.chosen),
        hidden: last(appearance.hidden),
        first: last(appearance.first),
      },
    }),
  };
}
