/** The log as it is looked at: by pages, whole, or one line of it. Newest first; lines that are over are not in it. */
import type { ActivityFilter, ActivityLine, ActivityPage } from '../rpc/activity';
import { matches } from '../rpc/activity-filter';
import { InvalidError } from '../rpc/errors';
import type { Database } from '../storage/database';
import type { Vault } from '../vault/vault';
import { listChunks, readChunk } from './chunks';

/** A page of lines ends when it has so many, or so many characters of events. */
const PAGE_LINES = 200;
const PAGE_SIZE = 512 * 1024;

export interface ReadingRooms {
  database: Database;
  vault: Vault;
  /** Resolves when what was noted before is on the disk, or is refused by it. */
  settled: () => Promise<void>;
  /** Lines that the disk has refused so far, oldest first, and how many it has with those that had to go. */
  getRefused: () => { lines: readonly ActivityLine[]; unsaved: number };
  /** The time before which lines are over. */
  getOldest: () => number;
}

export function createReading({ database, vault, settled, getRefused, getOldest }: ReadingRooms) {
  /** All chunks from this number on. */
  async function* readBack(from = Infinity): AsyncGenerator<{ place: number; lines: ActivityLine[] }> {
    const since = getOldest();
    for (const place of (await listChunks(database)).reverse()) {
      if (place > from) continue;
      // what cannot be read is not shown, and keeps nobody from the rest
      const lines = await readChunk(database, vault.expectKeys(), place).catch(() => undefined);
      yield { place, lines: lines?.filter(({ at }) => at >= since) ?? [] };
    }
  }

  return {
    /** Lines that fit, from where an earlier page ended. Throws `locked` or `invalid`. */
    async read(filter: ActivityFilter, cursor?: string): Promise<ActivityPage> {
      vault.expectKeys();
      await settled();
      const from = cursor === undefined ? undefined : toPosition(cursor);
      const refused = getRefused();
      const { unsaved } = refused;
      const lines = from ? [] : refused.lines.filter((line) => matches(line, filter)).reverse();
      let size = 0;
      for await (const chunk of readBack(from?.place)) {
        const below = from?.place === chunk.place ? from.id : undefined;
        const end = below === undefined ? -1 : chunk.lines.findIndex(({ id }) => id === below);
        const left = end < 0 ? chunk.lines : chunk.lines.slice(0, end);
        for (const line of left.toReversed()) {
          if (!matches(line, filter)) continue;
          if (lines.length >= PAGE_LINES || size >= PAGE_SIZE) {
            return { lines, next: `${chunk.place}.${lines.at(-1)?.id ?? ''}`, unsaved };
          }
          lines.push(line);
          size += line.event ? JSON.stringify(line.event).length : 0;
        }
      }
      return { lines, unsaved };
    },

    /** All lines that fit. */
    async readAll(filter: ActivityFilter): Promise<ActivityLine[]> {
      vault.expectKeys();
      await settled();
      const lines = getRefused()
        .lines.filter((line) => matches(line, filter))
        .reverse();
      for await (const chunk of readBack()) {
        lines.push(...chunk.lines.toReversed().filter((line) => matches(line, filter)));
      }
      return lines;
    },

    /** The line with this id. Throws `locked` or `invalid`. */
    async find(id: string): Promise<ActivityLine> {
      vault.expectKeys();
      await settled();
      const isIt = (line: ActivityLine) => line.id === id;
      for await (const { lines } of readBack()) {
        const found = lines.find(isIt);
        if (found) return found;
      }
      const found = getRefused().lines.find(isIt);
      if (found) return found;
      throw new InvalidError('this line is not in the log any more');
    },
  };
}

/** Where an earlier page ended. Throws `invalid`. */
function toPosition(cursor: string): { place: number; id: string } {
  const [, place, id] = /^(\d{1,12})\.([0-9a-f]{24})$/.exec(cursor) ?? [];
  if (place === undefined || id === undefined)
    throw new InvalidError('page must be one that the log has named');
  return { place: Number(place), id };
}
