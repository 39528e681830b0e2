import type { Bytes } from '../storage/database';
import type { State } from '../storage/state';
import { createHeader } from '../vault/header';
import { deriveKeys } from '../vault/keys';
import { sealRecord } from '../vault/records';
import type { Secrets } from '../vault/secrets';
import { MOST, parsePayload, toPayload, type BackupAccount } from './contents';
import { toBackupText } from './format';
import { KINDS } from './kinds';
import { PAYLOAD, toKeyName } from './names';

/** What a backup is made of; `names` is what the accounts are called, by pubkey. */
export interface BackupSource {
  state: Readonly<State>;
  secrets: Secrets;
  names: ReadonlyMap<string, string>;
}

const MAX_NAME = 100;

/** The text of a new backup file under `password`. Keys are borrowed one at a time and sealed at once. */
export async function createBackup(
  { state, secrets, names }: BackupSource,
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
  const { current, settings } = state;
  const rules = state.rules.slice(-MOST);
  const newest = Object.entries(state.sites).toSorted(([, a], [, b]) => b.usedAt - a.usedAt);
  const sites = Object.fromEntries(newest.slice(0, MOST));
  const pairs = (state.pairs ?? []).slice(-MOST);
  const rest = { strangers: 0, ...(current && { current }) };
  const contents = { createdAt, accounts, sites, rules, pairs, settings, ...rest };
  const payload = toPayload(contents);
  parsePayload(payload); // a file that could not be read again must not be handed out
  return toBackupText({ createdAt, header, payload: await sealRecord(keys, PAYLOAD, payload) });
}
