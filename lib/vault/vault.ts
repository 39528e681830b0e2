/**
 * The vault: empty, locked or unlocked. Header and sealed records live in IndexedDB, the open DEK only in this
 * worker's memory and in `storage.session`, from where `restore()` takes it after the worker died.
 * The caller restores first, then reads `status`; every use of a key checks the auto-lock deadline.
 */
import { base64 } from '@scure/base';
import { isDue, type Deadline, type LockAt } from '../rpc/deadline';
import { FacetError, InvalidError } from '../rpc/errors';
import type { VaultStatus } from '../rpc/snapshot';
import {
  getAttempts,
  getHeader,
  writeRecords,
  type Bytes,
  type Database,
  type PasskeyWrap,
  type VaultHeader,
} from '../storage/database';
import { deadlineItem } from '../storage/session';
import { unlockedItem } from '../storage/unlocked';
import { attempt } from './attempts';
import { createHeader, openHeader } from './header';
import { deriveKeys, type Keys } from './keys';
import {
  addPasskeyWrap,
  getPasskeyWraps,
  openPasskeyWrap,
  removePasskeyWrap,
  type NewPasskey,
} from './passkey';
import { expectNewPassword } from './password';

interface Unlocked extends Keys {
  dek: string;
  deadline: Deadline;
}

export type Vault = ReturnType<typeof createVault>;

export interface AutoLock {
  /** Milliseconds without user action until the vault locks by itself; null: not before the browser closes. */
  lifetime(): number | null;
  /** The vault will lock at this time (ms) unless the person does something, or not by time. */
  onDeadline(lockAt: LockAt): void;
}

/** Seals everything under new keys, and calls `onSaved` the moment that is true. */
export type Reseal = (keys: Keys, header: VaultHeader, onSaved: () => void) => Promise<void>;

/** Everything an open vault is in memory. Wipes `dek`. */
async function derive(dek: Bytes, { vaultId }: VaultHeader): Promise<Omit<Unlocked, 'deadline'>> {
  const text = base64.encode(dek);
  return { ...(await deriveKeys(dek, vaultId)), dek: text };
}

export function createVault(database: Database, { lifetime, onDeadline }: AutoLock) {
  let header: VaultHeader | undefined;
  let unlocked: Unlocked | undefined;
  let retryAt = 0;
  /** Counts the locks, so that what was on its way to open the vault is noticed to be too late. */
  let locks = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const onLock: (() => void)[] = [];
  const onRekey: (() => void)[] = [];
  const onAttempt: (() => void)[] = [];

  /** One password operation at a time: argon2id takes 64 MiB, and tries must be counted in order. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  function expectHeader(): VaultHeader {
    if (header) return header;
    throw new InvalidError('there is no vault yet; choose a password first');
  }

  const nextDeadline = (): Deadline => {
    const [milliseconds, setAt] = [lifetime(), Date.now()];
    return { lockAt: milliseconds === null ? 'browser-closes' : setAt + milliseconds, setAt };
  };

  /** Keeps what is open beyond the death of the worker. */
  async function keep({ dek, deadline }: Unlocked): Promise<void> {
    await Promise.all([unlockedItem.set({ dek, ...deadline }), deadlineItem.set(deadline)]);
    onDeadline(deadline.lockAt);
  }

  /** Opens the vault, unless it was locked after the person began to open it (`since`). Throws `locked` then. */
  async function open(dek: Bytes, since: number, deadline: Deadline): Promise<Unlocked> {
    const derived = await derive(dek, expectHeader());
    if (locks !== since) throw new FacetError('locked', 'Facet was locked meanwhile');
    unlocked = { ...derived, deadline };
    return unlocked;
  }

  /** The same, beyond the death of the worker. */
  async function hold(dek: Bytes, since: number): Promise<void> {
    await keep(await open(dek, since, nextDeadline()));
  }

  /** The DEK, for the password. Throws `denied` for a wrong one, `busy` while tries are slowed down. */
  async function expectDek(password: string): Promise<Bytes> {
    const known = expectHeader();
    try {
      return await attempt(database, () => openHeader(known, password));
    } finally {
      ({ retryAt } = await getAttempts(database));
      for (const callback of onAttempt) callback();
    }
  }

  async function writeHeader(next: VaultHeader): Promise<void> {
    await writeRecords(database, { header: next });
    header = next;
  }

  /** Locks what is due to be locked. */
  async function expire(): Promise<void> {
    if (unlocked && isDue(unlocked.deadline)) await lock();
  }

  function expectKeys(): Keys {
    void expire();
    if (unlocked) return unlocked;
    throw new FacetError('locked', 'Facet is locked');
  }

  /** Forgets every key at once. Harmless when nothing is open. */
  async function lock(): Promise<void> {
    const wasUnlocked = unlocked !== undefined;
    unlocked = undefined;
    locks += 1;
    const removed = unlockedItem.remove();
    const closed = deadlineItem.remove();
    // not after the storage has answered: what else is open must not outlive the keys, not for a moment
    if (wasUnlocked) for (const callback of onLock) callback();
    await Promise.all([removed, closed]);
  }

  return {
    get status(): VaultStatus {
      if (!header) return 'empty';
      return unlocked && !isDue(unlocked.deadline) ? 'unlocked' : 'locked';
    },

    /** Wrong passwords are slowed down: no try before this time (ms). */
    get retryAt(): number {
      return retryAt;
    },

    /** The passkeys that open the vault besides the password. Nothing of them is secret. */
    get passkeys(): PasskeyWrap[] {
      return header ? getPasskeyWraps(header) : [];
    },

    /** Reads the header, and opens the vault again if it was open before the worker died. */
    async restore(): Promise<void> {
      const [known, attempts, held] = await Promise.all([
        getHeader(database),
        getAttempts(database),
        unlockedItem.get(),
      ]);
      header = known;
      ({ retryAt } = attempts);
      if (header && held && !isDue(held)) {
        const { dek, ...deadline } = held;
        await open(base64.decode(dek) as Bytes, locks, deadline);
        onDeadline(deadline.lockAt);
      } else if (held) await Promise.all([unlockedItem.remove(), deadlineItem.remove()]);
    },

    /** Makes the vault and leaves it unlocked. Throws `invalid` when there is one, or the password is short. */
    create: (password: string): Promise<void> =>
      inTurn(async () => {
        if (header) throw new InvalidError('there is a vault already; unlock it with its password');
        expectNewPassword(password);
        const created = await createHeader(password);
        await writeHeader(created.header);
        await hold(created.dek, locks);
      }),

    /** Opens the vault. Throws `denied` for a wrong password, `busy` while tries are slowed down. */
    unlock(password: string): Promise<void> {
      void expire();
      const since = locks;
      return inTurn(async () => hold(await expectDek(password), since));
    },

    /** Opens the vault with the secret of one of its passkeys, which is wiped. Throws `denied`. */
    unlockWithPasskey(id: string, secret: Bytes): Promise<void> {
      void expire();
      const since = locks;
      return inTurn(async () => {
        const dek = await openPasskeyWrap(expectHeader(), id, secret);
        secret.fill(0);
        // not counted as a wrong password: nobody guesses 32 random bytes
        if (!dek) throw new FacetError('denied', 'this passkey does not open the vault');
        await hold(dek, since);
      });
    },

    /** Asks for the password again before something that cannot be taken back. Throws as `unlock` does. */
    confirm: (password: string): Promise<void> =>
      inTurn(async () => {
        (await expectDek(password)).fill(0);
      }),

    /**
     * Gives the open vault another password and a new DEK; `reseal` brings everything under it. Every passkey goes,
     * as none is here to take the new DEK. Throws as `unlock` and `create` do, or `locked`; then nothing has changed.
     */
    changePassword: (password: string, next: string, reseal: Reseal): Promise<void> =>
      inTurn(async () => {
        expectNewPassword(next);
        (await expectDek(password)).fill(0);
        const before = expectKeys();
        const created = await createHeader(next, before.vaultId);
        const opened = await derive(created.dek, created.header);
        await reseal(opened, created.header, () => {
          header = created.header;
          if (unlocked === before) unlocked = { ...opened, deadline: nextDeadline() }; // else locked meanwhile
          for (const callback of onRekey) callback();
        });
        // a worker that dies here leaves an old DEK behind, which opens nothing: the vault is locked then
        if (unlocked?.dek === opened.dek) await keep(unlocked);
      }),

    /** Adds a passkey, whose secret is wiped. Throws as `unlock` does, `invalid`, or `locked`. */
    addPasskey: (password: string, passkey: NewPasskey): Promise<void> =>
      inTurn(async () => {
        try {
          const dek = await expectDek(password);
          try {
            expectKeys();
            await writeHeader(await addPasskeyWrap(expectHeader(), dek, passkey));
          } finally {
            dek.fill(0);
          }
        } finally {
          passkey.secret.fill(0);
        }
      }),

    /** Takes the vault away from one passkey. Throws `locked` or `invalid`. */
    removePasskey: (id: string): Promise<void> =>
      inTurn(async () => {
        expectKeys();
        await writeHeader(removePasskeyWrap(expectHeader(), id));
      }),

    /** Ends the vault, for its password: `clear` deletes everything, and calls `onSaved` the moment that is true. */
    wipe: (password: string, clear: (onSaved: () => void) => Promise<void>): Promise<void> =>
      inTurn(async () => {
        (await expectDek(password)).fill(0);
        expectKeys();
        await clear(() => {
          header = undefined;
          retryAt = 0;
          void lock(); // at once, before a write that waits could save something under the keys that are over
        });
        onDeadline('browser-closes');
        await unlockedItem.remove();
      }),

    lock,
    expire,

    /** `callback` runs after every lock, by hand or by time. */
    onLock(callback: () => void): void {
      onLock.push(callback);
    },

    /** `callback` runs when everything has been sealed anew: what was read before cannot be opened any more. */
    onRekey(callback: () => void): void {
      onRekey.push(callback);
    },

    /** `callback` runs after every try of a password. */
    onAttempt(callback: () => void): void {
      onAttempt.push(callback);
    },

    /** The person did something: the deadline moves on, unless it has passed. Page requests never call this. */
    async touch(): Promise<void> {
      // the alarm may come late, after the machine slept: the next click must not open what is due to be locked
      await expire();
      if (!unlocked) return;
      unlocked.deadline = nextDeadline();
      await keep(unlocked);
    },

    /** The open keys. Throws `locked`, and locks first when the deadline has passed. */
    expectKeys,
  };
}
