/**
 * The events of the embedded relay in one SQLite file, or in memory.
 * Keeps the newest of every replaceable and addressable event (NIP-01) and obeys deletions (NIP-09).
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EventRepository, type Event, type Filter } from '@nostr-relay/common';
import { toAddress } from './address.ts';
import { toQuery } from './event-query.ts';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA foreign_keys = ON;
  CREATE TABLE IF NOT EXISTS events (
    id TEXT PRIMARY KEY, pubkey TEXT NOT NULL, kind INTEGER NOT NULL, created_at INTEGER NOT NULL,
    address TEXT UNIQUE, json TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS events_by_author ON events (pubkey, kind, created_at);
  CREATE TABLE IF NOT EXISTS tags (
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS tags_by_event ON tags (event, name, value);
  CREATE INDEX IF NOT EXISTS tags_by_value ON tags (value, name);
`;

export class EventStore extends EventRepository {
  /** Called with every new deletion request, which the core itself does not pass on to subscribers. */
  onDeletion?: (request: Event) => Promise<void>;
  readonly #database: DatabaseSync;

  /** Opens the file at `path`, creating it and its folder; `:memory:` keeps nothing. */
  constructor(path: string) {
    super();
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    this.#database = new DatabaseSync(path);
    this.#database.exec(SCHEMA);
  }

  isSearchSupported(): boolean {
    return false;
  }

  upsert(event: Event): { isDuplicate: boolean } {
    const address = toAddress(event);
    if (this.#isDeleted(event)) return { isDuplicate: true };
    if (address !== null) {
      const held = this.#database
        .prepare('SELECT id, created_at FROM events WHERE address = ?')
        .get(address) as { id: string; created_at: number } | undefined;
      if (held && !isNewer(event, held)) return { isDuplicate: true };
      this.#database.prepare('DELETE FROM events WHERE address = ?').run(address);
    }
    return { isDuplicate: !this.#insert(event, address) };
  }

  find(filter: Filter): Event[] {
    const { sql, values } = toQuery(filter);
    const rows = this.#database.prepare(sql).all(...values) as { json: string }[];
    return rows.map((row) => JSON.parse(row.json) as Event);
  }

  override async deleteByDeletionRequest(request: Event): Promise<void> {
    const own = this.#database.prepare('DELETE FROM events WHERE id = ? AND pubkey = ? AND kind != 5');
    const addressed = this.#database.prepare(
      'DELETE FROM events WHERE address = ? AND pubkey = ? AND created_at <= ?',
    );
    for (const [name, value] of request.tags) {
      if (value === undefined) continue;
      if (name === 'e') own.run(value, request.pubkey);
      if (name === 'a') addressed.run(value, request.pubkey, request.created_at);
    }
    if (this.#insert(request, null)) await this.onDeletion?.(request);
  }

  async destroy(): Promise<void> {
    this.#database.close();
  }

  /** False when the event was here already. */
  #insert(event: Event, address: string | null): boolean {
    const { id, pubkey, kind, created_at } = event;
    const { changes } = this.#database
      .prepare('INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, pubkey, kind, created_at, address, JSON.stringify(event));
    if (changes === 0) return false;
    const insertTag = this.#database.prepare('INSERT INTO tags VALUES (?, ?, ?)');
    for (const [name, value] of event.tags) {
      if (name?.length === 1 && value !== undefined) insertTag.run(id, name, value);
    }
    return true;
  }

  /** Whether its author asked to delete it before it came (again). */
  #isDeleted(event: Event): boolean {
    return this.find({ kinds: [5], authors: [event.pubkey], '#e': [event.id], limit: 1 }).length > 0;
  }
}

const isNewer = (event: Event, held: { id: string; created_at: number }) =>
  event.created_at > held.created_at || (event.created_at === held.created_at && event.id < held.id);
