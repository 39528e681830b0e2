import type { Filter } from '@nostr-relay/common';

type Value = string | number;

const placeholders = (values: readonly Value[]) => values.map(() => '?').join(', ');

/** The SQL query and its values for one filter (NIP-01): newest first, lower id first at the same second. */
export function toQuery(filter: Filter): { sql: string; values: Value[] } {
  const conditions: string[] = [];
  const values: Value[] = [];
  const where = (condition: string, ...bound: Value[]) => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (filter.ids) where(`id IN (${placeholders(filter.ids)})`, ...filter.ids);
  if (filter.authors) where(`pubkey IN (${placeholders(filter.authors)})`, ...filter.authors);
  if (filter.kinds) where(`kind IN (${placeholders(filter.kinds)})`, ...filter.kinds);
  if (filter.since !== undefined) where('created_at >= ?', filter.since);
  if (filter.until !== undefined) where('created_at <= ?', filter.until);
  for (const [key, wanted] of Object.entries(filter)) {
    if (!key.startsWith('#') || !Array.isArray(wanted)) continue;
    const some = placeholders(wanted as string[]);
    where(
      `EXISTS (SELECT 1 FROM tags WHERE event = id AND name = ? AND value IN (${some}))`,
      key.slice(1),
      ...(wanted as string[]),
    );
  }
  const condition = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const sql = `SELECT json FROM events ${condition} ORDER BY created_at DESC, id ASC LIMIT ?`;
  return { sql, values: [...values, filter.limit ?? -1] };
}
