/**
 * The one copy of the state in memory while unlocked, and the one way to change it: take a turn, change a copy,
 * save it whole together with the records that belong to it, swap. After an error nothing has changed.
 */
import { FacetError } from '../rpc/errors';
import { writeRecords, type Database, type SealedRecord } from '../storage/database';
import { createState, type State } from '../storage/state';
import { fromBytes, openRecord, sealRecord, toBytes } from './records';
import type { Vault } from './vault';

const NAME = { id: 'state', type: 'state', pubkey: '' } as const;

/** Records written or removed in the same transaction as the state. */
export interface RecordChange {
  put?: SealedRecord[];
  remove?: string[];
  /** Runs once the change is true, before anybody hears of it. */
  onSaved?: () => void;
}

export type StateStore = ReturnType<typeof createStateStore>;

/** `onChange` runs after every saved change. */
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
      if ((await database.count('records')) === 0) return { state: createState(), generation: 0 };
      throw new FacetError('internal', 'the state of the vault is missing; its keys are kept as they are');
    }
    const state = fromBytes(await openRecord(vault.expectKeys(), record, NAME)) as State;
    if (state.version === 1) return { state, generation: record.generation };
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
    change: (edit: (draft: State) => void, { onSaved, ...records }: RecordChange = {}): Promise<void> =>
      inTurn(async () => {
        const { state, generation } = expect();
        const draft = structuredClone(state);
        edit(draft);
        const next = { state: draft, generation: generation + 1 };
        const name = { ...NAME, generation: next.generation };
        const record = await sealRecord(vault.expectKeys(), name, toBytes(draft));
        await writeRecords(database, { ...records, put: [...(records.put ?? []), record] });
        if (held) {
          held = next; // locked meanwhile: saved, but no longer ours to hold
          onSaved?.();
        }
        onChange();
      }),
  };
}
