import type { ActivityFilter, ActivityLine } from './activity';

/** Whether a line is one of those that are looked for. */
export function matches(
  line: ActivityLine,
  { pubkey, origin, outcome, text = '', kinds = [] }: ActivityFilter,
): boolean {
  if (pubkey !== undefined && line.pubkey !== pubkey) return false;
  if (origin !== undefined && line.origin !== origin) return false;
  if (outcome !== undefined && (line.outcome === 'done') !== (outcome === 'done')) return false;
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  if (line.method === 'signEvent' && line.kind !== undefined && kinds.includes(line.kind)) return true;
  return toTexts(line).some((each) => each.toLowerCase().includes(wanted));
}

const toTexts = ({ origin, relay, url, peer, eventId, event, kind }: ActivityLine): string[] =>
  [origin, relay, url, peer, eventId, event?.content, kind?.toString()].filter((each) => each !== undefined);
