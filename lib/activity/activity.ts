/**
 * The activity log. A line is noted when its call has been answered, and written a moment later: nothing waits for
 * it. What cannot be written while the vault is locked is dropped, as it would have to be kept in clear.
 */
import { DEFAULT_RETENTION, type ActivityLine, type ActivityNews, type Retention } from '../rpc/activity';
import type { Database, SealedRecord } from '../storage/database';
import type { State } from '../storage/state';
import type { RelaxedChange, StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';
import { listChunks, MAX_CHUNKS, readChunk, sealChunk, toChunkId } from './chunks';
import { append, toOwnLine } from './lines';
import { createReading } from './reading';
import { createWaiting } from './waiting';

const DAY = 24 * 3_600_000;

/** A chunk that has so many lines, or characters of JSON, is full. */
export const CHUNK_LINES = 100;
const CHUNK_SIZE = 48 * 1024;

/** After a write the next one waits so long (ms): of a page that signs in a row, many lines are written at once. */
const REST = 100;

/** A chunk, with its number. */
interface Chunk {
  place: number;
  lines: ActivityLine[];
  /** Characters of what was put in. */
  size: number;
}

export interface ActivityRooms {
  database: Database;
  vault: Vault;
  store: StateStore;
  /** Runs when what is on the disk, or is refused by it, has become another. */
  onNews: (news: ActivityNews) => void;
}

export type Activity = ReturnType<typeof createActivity>;

/** For how many days lines are kept. */
export const toRetention = ({ settings }: Pick<State, 'settings'>): Retention =>
  settings.activityDays ?? DEFAULT_RETENTION;

export function createActivity({ database, vault, store, onNews }: ActivityRooms) {
  /** The newest chunk, which grows; absent: not read yet. */
  let tail: Chunk | undefined;
  const waiting = createWaiting();
  /** The disk did not take what waits. */
  let refused = false;
  let writing: Promise<void> | undefined;
  let restUntil = 0;
  /** Counts the locks: what was under way before one is not held after it. */
  let locks = 0;
  vault.onLock(() => {
    locks += 1;
    tail = undefined;
    refused = false;
    waiting.clear();
  });

  /** Without an account there is no state on the disk yet, and nothing may be there before it. */
  const isOn = (): boolean => store.isOpen && store.state.accounts.length > 0 && toRetention(store.state) > 0;

  const getOldest = (): number => Date.now() - toRetention(store.state) * DAY;

  const isHeld = ({ pubkey }: ActivityLine): boolean =>
    pubkey === undefined || store.state.accounts.some((account) => account.pubkey === pubkey);

  async function readTail(): Promise<Chunk> {
    const place = (await listChunks(database)).at(-1);
    if (place === undefined) return { place: 0, lines: [], size: 0 };
    const lines = await readChunk(database, vault.expectKeys(), place);
    if (!lines) return { place: place + 1, lines: [], size: 0 };
    return { place, lines, size: JSON.stringify(lines).length };
  }

  /** Chunks that are too old or too many, and the oldest one that stays without the lines that are over. */
  async function trim(places: readonly number[], most = MAX_CHUNKS): Promise<RelaxedChange> {
    const since = getOldest();
    const remove: number[] = [];
    for (const place of places) {
      const lines = await readChunk(database, vault.expectKeys(), place);
      if (!lines) continue;
      const isTooMany = places.length - remove.length > most;
      const live = isTooMany ? [] : lines.filter(({ at }) => at >= since);
      if (live.length > 0) {
        const put = live.length < lines.length ? [await sealChunk(vault.expectKeys(), place, live)] : [];
        return { put, remove: remove.map(toChunkId) };
      }
      remove.push(place);
    }
    return { put: [], remove: remove.map(toChunkId) };
  }

  /** Whether even the newest line is older than the log is kept. */
  async function isAllOver(places: readonly number[]): Promise<boolean> {
    for (const place of places.toReversed()) {
      const newest = (await readChunk(database, vault.expectKeys(), place))?.at(-1);
      if (newest) return newest.at < getOldest();
    }
    return false;
  }

  async function write(): Promise<void> {
    const since = locks;
    const taken = waiting.take();
    restUntil = performance.now() + REST;
    try {
      await store.writeRelaxed(async () => {
        const added = isOn() && since === locks ? taken.lines.filter(isHeld) : [];
        if (added.length === 0) return { put: [], remove: [] };
        if (taken.lost > 0) added.unshift({ ...toOwnLine('lost', Date.now()), count: taken.lost });
        const known = (tail ??= await readTail());
        const changed = grow(known, added);
        const put = await Promise.all(
          changed.map(({ place, lines }) => sealChunk(vault.expectKeys(), place, lines)),
        );
        const isChanged = (place: number) => changed.some((chunk) => chunk.place === place);
        const others = (await listChunks(database)).filter((place) => !isChanged(place));
        const old = changed.length > 1 ? await trim(others, MAX_CHUNKS - changed.length) : undefined;
        return {
          put: [...(old?.put ?? []), ...put],
          remove: old?.remove ?? [],
          onSaved: () => {
            if (since !== locks) return;
            tail = changed.at(-1);
            const lines = changed.flatMap((chunk) => chunk.lines);
            onNews(refused ? {} : { lines: lines.filter((line) => !known.lines.includes(line)) });
            refused = false;
          },
        };
      });
    } catch {
      if (since !== locks) return;
      tail = undefined;
      waiting.putBack(taken);
      refused = true;
      onNews({});
      throw new Error('the log could not be written');
    }
  }

  /** Writes after whatever is answered now, at once if it has rested; what comes meanwhile goes together with the next write. */
  function writeSoon(): void {
    const wait = Math.max(0, restUntil - performance.now());
    writing ??= new Promise<void>((resolve) => setTimeout(resolve, wait)).then(write).then(
      () => {
        writing = undefined;
        if (waiting.lines.length > 0) writeSoon();
      },
      () => {
        writing = undefined; // a full disk: with the next line it is tried again
      },
    );
  }

  /** What was noted before goes with the write that is under way or the next one: a page that never stops is not awaited. */
  async function settled(): Promise<void> {
    await writing;
    await writing;
  }

  const getRefused = () => (refused ? waiting : { lines: [], unsaved: 0 });

  return {
    /** Takes lines, which are written soon. */
    note(lines: readonly ActivityLine[]): void {
      if (lines.length === 0 || !isOn()) return;
      waiting.add(lines);
      writeSoon();
    },

    ...createReading({ database, vault, settled, getRefused, getOldest }),

    /**
     * Removes what is older than the log is kept, or all of it where there is to be none. Unless the person has just said
     * for how long, nothing goes where all of it is older: the clock may have leapt, and the next line shows what it is.
     */
    tidy: ({ isSaid = false } = {}): Promise<void> =>
      store.writeRelaxed(async () => {
        if (!store.isOpen) return { put: [], remove: [] };
        tail = undefined;
        const places = await listChunks(database);
        const onSaved = () => onNews({});
        if (toRetention(store.state) > 0) {
          if (!isSaid && (await isAllOver(places))) return { put: [], remove: [] };
          return { ...(await trim(places)), onSaved };
        }
        waiting.clear();
        return { put: [], remove: places.map(toChunkId), onSaved };
      }),

    /** The chunks that are about these accounts, sealed without them. Runs in the turn of a change of the state. */
    async sealWithout(pubkeys: readonly string[]): Promise<SealedRecord[]> {
      const isKept = ({ pubkey }: ActivityLine) => pubkey === undefined || !pubkeys.includes(pubkey);
      const keys = vault.expectKeys();
      const put: SealedRecord[] = [];
      for (const place of await listChunks(database)) {
        const lines = await readChunk(database, keys, place);
        const kept = lines?.filter(isKept);
        if (lines && kept && kept.length < lines.length) put.push(await sealChunk(keys, place, kept));
      }
      tail = undefined; // read again, whether or not the change is saved
      return put;
    },

    /** Resolves when what was noted before is on the disk, or is refused by it. */
    settled,
  };
}

/** The chunks that `added` changes, the newest last. */
function grow({ place, lines, size }: Chunk, added: readonly ActivityLine[]): Chunk[] {
  let last: Chunk = { place, lines: [...lines], size };
  const changed = [last];
  for (const line of added) {
    if (last.lines.length >= CHUNK_LINES || last.size >= CHUNK_SIZE) {
      last = { place: last.place + 1, lines: [], size: 0 };
      changed.push(last);
    }
    append(last.lines, line);
    last.size += JSON.stringify(line).length;
  }
  return changed;
}
