/**
 * The one copy of the state in memory while unlocked, and the one way to change it: take a turn, change a copy,
 * save it whole together with the records that belong to it, swap. After an error nothing has changed.
 */
import { FacetError } from '../rpc/errors';
import {
  clearDatabase,
  writeRecords,
  type Database,
  type SealedRecord,
  type VaultHeader,
} from '../storage/database';
import { getRun } from '../storage/run';
import { createState, toRun, type State } from '../storage/state';
import { fromBytes, openRecord, sealRecord, toBytes } from './records';
import { resealRecords, STATE_NAME as NAME } from './rekey';
import type { Keys } from './keys';
import type { Vault } from './vault';

/** Records written or removed in the same transaction as the state. */
export interface RecordChange {
  /** Runs in the turn of the change, so that what it seals is sealed under the keys that are true then. */
  put?: () => Promise<SealedRecord[]>;
  remove?: string[];
  /** Runs once the change is true, before anybody hears of it. */
  onSaved?: () => void;
}

/** Records written or removed beside the state. */
export interface RelaxedChange {
  put: SealedRecord[];
  remove: string[];
  /** Runs in the turn of the write, once it is true. */
  onSaved?: () => void;
}

export type StateStore = ReturnType<typeof createStateStore>;

/** `onChange` runs after every saved change. Every write of sealed records goes through here, one at a time. */
export function createStateStore(database: Database, vault: Vault, onChange: () => void) {
  let held: { state: State; generation: number } | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  vault.onLock(() => {
    held = undefined;
  });

  const expect = () => {
    vault.expectKeys();
    if (!held) throw new FacetError('locked', 'Facet is locked');
    return held;
  };

  /** One at a time: a state that was read before a change was saved must not take the place of the change. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  async function read(): Promise<{ state: State; generation: number }> {
    const record = await database.get('records', NAME.id);
    if (!record) {
      // keys are saved together with a state; a disk that has only keys lost it, or was made to
      if ((await database.count('records')) === 0)
        return { state: { ...createState(), run: await getRun() }, generation: 0 };
      throw new FacetError('internal', 'the state of the vault is missing; its keys are kept as they are');
    }
    const state = fromBytes(await openRecord(vault.expectKeys(), record, NAME)) as State;
    if (state.version === 1) return { state: toRun(state, await getRun()), generation: record.generation };
    throw new FacetError(
      'unsupported',
      'this state was made by a newer Facet; its bytes are kept as they are',
    );
  }

  return {
    /** Reads the state of an open vault; a new vault gets a fresh one. */
    load: (): Promise<void> =>
      inTurn(async () => {
        const next = await read();
        vault.expectKeys(); // locked meanwhile: not ours to hold
        held = next;
      }),

    /** The state as it is; never changed in place. Throws `locked`. */
    get state(): Readonly<State> {
      return expect().state;
    },

    /** Whether there is a state to read. */
    get isOpen(): boolean {
      return held !== undefined && vault.status === 'unlocked';
    },

    /** Saves what `edit` does to a copy. Throws, with nothing changed, what `edit` or the disk throws. */
    change: (edit: (draft: State) => void, { put, remove, onSaved }: RecordChange = {}): Promise<void> =>
      inTurn(async () => {
        const { state, generation } = expect();
        const draft = structuredClone(state);
        edit(draft);
        const next = { state: draft, generation: generation + 1 };
        const name = { ...NAME, generation: next.generation };
        const others = (await put?.()) ?? [];
        const record = await sealRecord(vault.expectKeys(), name, toBytes(draft));
        await writeRecords(database, { put: [...others, record], ...(remove ? { remove } : {}) });
        if (held) {
          held = next; // locked meanwhile: saved, but no longer ours to hold
          onSaved?.();
        }
        onChange();
      }),

    /** Writes the records that `make` seals, beside the state; `make` runs in the turn of the write. */
    write: (make: () => Promise<SealedRecord[]>): Promise<void> =>
      inTurn(async () => {
        const put = await make();
        if (put.length > 0) await writeRecords(database, { put });
      }),

    /** As `write`, for what may be lost with the machine's power: it waits for no disk, and may remove. */
    writeRelaxed: (make: () => Promise<RelaxedChange>): Promise<void> =>
      inTurn(async () => {
        const change = await make();
        if (change.put.length + change.remove.length === 0) return;
        await writeRecords(database, { put: change.put, remove: change.remove }, 'relaxed');
        change.onSaved?.();
      }),

    /**
     * Seals everything anew under `keys` and writes it with the header that opens it, in one transaction.
     * `onSaved` runs the moment that is true, before the next write begins. Throws with nothing changed.
     */
    reseal: (keys: Keys, header: VaultHeader, onSaved: () => void): Promise<void> =>
      inTurn(async () => {
        const { state, generation } = expect();
        const next = { state, generation: generation + 1 };
        const sealed = await database.getAll('records');
        const { put, remove } = await resealRecords(sealed, state, { from: vault.expectKeys(), to: keys });
        // always there, so that a DEK that is over can never open a vault that has no record yet
        put.push(await sealRecord(keys, { ...NAME, generation: next.generation }, toBytes(state)));
        await writeRecords(database, { header, put, remove });
        if (held) held = next;
        onSaved();
      }),

    /** Deletes everything in one transaction; `onSaved` runs the moment that is true. */
    clear: (onSaved: () => void): Promise<void> =>
      inTurn(async () => {
        expect();
        await clearDatabase(database);
        onSaved();
      }),
  };
}
