/**
 * The vault: empty, locked or unlocked. Header and sealed records live in IndexedDB, the open DEK only in this
 * worker's memory and in `storage.session`, from where `restore()` takes it after the worker died.
 * The caller restores first, then reads `status`; every use of a key checks the auto-lock deadline.
 */
import { base64 } from '@scure/base';
import { FacetError, InvalidError } from '../rpc/errors';
import type { VaultStatus } from '../rpc/snapshot';
import { getHeader, writeRecords, type Bytes, type Database, type VaultHeader } from '../storage/database';
import { unlockedItem } from '../storage/unlocked';
import { attempt } from './attempts';
import { deriveKey, type Purpose } from './cipher';
import { createHeader, openHeader } from './header';

/** Fewest characters of a password. */
export const MIN_PASSWORD = 10;

/** An open vault: what records are bound to, and one key per purpose. */
export interface Keys {
  vaultId: Bytes;
  key: Record<Purpose, CryptoKey>;
}

interface Unlocked extends Keys {
  dek: string;
  lockAt: number;
}

export type Vault = ReturnType<typeof createVault>;

export interface AutoLock {
  /** Milliseconds without user action until the vault locks by itself. */
  lifetime(): number;
  /** The vault will lock at this time (ms) unless the person does something. */
  onDeadline(lockAt: number): void;
}

export function createVault(database: Database, { lifetime, onDeadline }: AutoLock) {
  let header: VaultHeader | undefined;
  let unlocked: Unlocked | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const onLock: (() => void)[] = [];

  /** One password operation at a time: argon2id takes 64 MiB, and tries must be counted in order. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  async function hold(dek: Bytes, lockAt: number): Promise<void> {
    const { vaultId } = header as VaultHeader;
    const [accounts, state, log] = await Promise.all([
      deriveKey(dek, vaultId, 'accounts'),
      deriveKey(dek, vaultId, 'state'),
      deriveKey(dek, vaultId, 'log'),
    ]);
    unlocked = { vaultId, key: { accounts, state, log }, dek: base64.encode(dek), lockAt };
    dek.fill(0);
    await unlockedItem.set({ dek: unlocked.dek, lockAt });
    onDeadline(lockAt);
  }

  /** Forgets every key at once. Harmless when nothing is open. */
  async function lock(): Promise<void> {
    const wasUnlocked = unlocked !== undefined;
    unlocked = undefined;
    const removed = unlockedItem.remove();
    // not after the storage has answered: what else is open must not outlive the keys, not for a moment
    if (wasUnlocked) for (const callback of onLock) callback();
    await removed;
  }

  return {
    get status(): VaultStatus {
      if (!header) return 'empty';
      return unlocked && Date.now() < unlocked.lockAt ? 'unlocked' : 'locked';
    },

    /** Reads the header, and opens the vault again if it was open before the worker died. */
    async restore(): Promise<void> {
      header = await getHeader(database);
      const held = await unlockedItem.get();
      if (header && held && Date.now() < held.lockAt)
        await hold(base64.decode(held.dek) as Bytes, held.lockAt);
      else if (held) await unlockedItem.remove();
    },

    /** Makes the vault and leaves it unlocked. Throws `invalid` when there is one, or the password is short. */
    create: (password: string): Promise<void> =>
      inTurn(async () => {
        if (header) throw new InvalidError('there is a vault already; unlock it with its password');
        const length = [...password.normalize('NFKC')].length;
        if (length < MIN_PASSWORD) {
          throw new InvalidError(`the password must have at least ${MIN_PASSWORD} characters, got ${length}`);
        }
        const created = await createHeader(password);
        await writeRecords(database, { header: created.header });
        header = created.header;
        await hold(created.dek, Date.now() + lifetime());
      }),

    /** Opens the vault. Throws `denied` for a wrong password, `busy` while tries are slowed down. */
    unlock: (password: string): Promise<void> =>
      inTurn(async () => {
        const known = header;
        if (!known) throw new InvalidError('there is no vault yet; choose a password first');
        await hold(await attempt(database, () => openHeader(known, password)), Date.now() + lifetime());
      }),

    /** Asks for the password again before something that cannot be taken back. Throws as `unlock` does. */
    confirm: (password: string): Promise<void> =>
      inTurn(async () => {
        const dek = await attempt(database, async () => header && openHeader(header, password));
        dek.fill(0);
      }),

    lock,

    /** `callback` runs after every lock, by hand or by time. */
    onLock(callback: () => void): void {
      onLock.push(callback);
    },

    /** The person did something: the deadline moves on, unless it has passed. Page requests never call this. */
    async touch(): Promise<void> {
      if (!unlocked) return;
      // the alarm may come late, after the machine slept: the next click must not open what is due to be locked
      if (Date.now() >= unlocked.lockAt) return lock();
      const lockAt = Date.now() + lifetime();
      unlocked.lockAt = lockAt;
      await unlockedItem.set({ dek: unlocked.dek, lockAt });
      onDeadline(lockAt);
    },

    /** The open keys. Throws `locked`, and locks first when the deadline has passed. */
    expectKeys(): Keys {
      if (unlocked && Date.now() < unlocked.lockAt) return unlocked;
      if (unlocked) void lock();
      throw new FacetError('locked', 'Facet is locked');
    },
  };
}
