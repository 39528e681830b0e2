/** What becomes a line of the log, and which lines are one. Pure. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { isPrivateContent } from '../nostr/encrypted';
import type { NostrEvent } from '../nostr/event';
import { toDecider, type ActivityLine, type OwnDeed, type Trace } from '../rpc/activity';
import type { Reply } from '../rpc/client';
import type { RuleMethod } from '../rpc/snapshot';

/** Largest event that is kept whole, in bytes of its JSON. */
export const MAX_EVENT = 16 * 1024;

/** Lines alike are one as long as no more than this lies between them (ms). */
const FOLD_WITHIN = 3_600_000;

/** Refusals that nobody looked at are looked for among so many of the last lines: a page makes them as it likes. */
const FOLD_AMONG = 20;

/** What of a page's call a line is made of. */
export interface AnsweredCall {
  call: string;
  origin: string;
  isPrivate?: true;
  trace?: Trace;
}

/** Methods of pages that leave a line; all others only read what a page may know anyway. */
const METHODS: Record<string, RuleMethod> = {
  getPublicKey: 'connect',
  enable: 'connect',
  signEvent: 'signEvent',
  'nip04.encrypt': 'nip04.encrypt',
  'nip04.decrypt': 'nip04.decrypt',
  'nip44.encrypt': 'nip44.encrypt',
  'nip44.decrypt': 'nip44.decrypt',
};

/**
 * The lines of a call that has ended. None for private windows, and none where a page that is connected asked
 * once more who the person is: many do so before every event.
 */
export function toLines(caller: AnsweredCall, method: unknown, reply: Reply, now: number): ActivityLine[] {
  const about = typeof method === 'string' && Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (about === undefined || caller.isPrivate) return [];
  const { origin, trace: { connected, pubkey, decided, ...subject } = {} } = caller;
  const lines: ActivityLine[] = [];
  if (connected !== undefined) {
    const connect = {
      pubkey: connected,
      method: 'connect',
      outcome: 'done',
      decided: { by: 'click' },
    } as const;
    lines.push({ id: toId(`${caller.call} connect`), at: now, origin, ...connect });
  }
  if (about === 'connect' && !('error' in reply)) return lines;
  lines.push({
    id: toId(caller.call),
    at: now,
    origin,
    ...(pubkey === undefined ? {} : { pubkey }),
    method: about,
    ...subject,
    outcome: 'error' in reply ? reply.error.code : 'done',
    decided: decided ?? { by: 'nobody' },
    ...('error' in reply || about !== 'signEvent' ? {} : toSigned(reply.result as NostrEvent)),
  });
  return lines;
}

/** The line of something that the person did in Facet itself. */
export const toOwnLine = (
  method: OwnDeed,
  now: number,
  { pubkey, event }: { pubkey?: string; event?: NostrEvent } = {},
): ActivityLine => ({
  id: toId(crypto.randomUUID()),
  at: now,
  ...(pubkey === undefined ? {} : { pubkey }),
  method,
  ...(event ? { kind: event.kind, ...toSigned(event) } : {}),
  outcome: 'done',
  decided: { by: 'click' },
});

const toId = (name: string): string => bytesToHex(sha256(utf8ToBytes(name))).slice(0, 24);

function toSigned(event: NostrEvent): Pick<ActivityLine, 'eventId' | 'event'> {
  const isKept = utf8ToBytes(JSON.stringify(event)).length <= MAX_EVENT && !isPrivateContent(event);
  return { eventId: event.id, ...(isKept ? { event } : {}) };
}

/** Adds a line to others, oldest first; what is the same again is counted. `lines` is changed. */
export function append(lines: ActivityLine[], line: ActivityLine): void {
  // a call that is repeated as the worker died before it replied
  if (lines.some(({ id, eventId }) => id === line.id && eventId !== undefined && eventId === line.eventId))
    return;
  const twin = findTwin(lines, line);
  if (!twin) {
    const isTaken = lines.some(({ id }) => id === line.id);
    lines.push(isTaken ? { ...line, id: toId(`${line.id} ${lines.length} ${line.at}`) } : line);
    return;
  }
  lines.splice(lines.indexOf(twin), 1);
  lines.push(unite(twin, line));
}

function findTwin(lines: readonly ActivityLine[], line: ActivityLine): ActivityLine | undefined {
  if (line.eventId !== undefined || line.origin === undefined) return undefined;
  const isNear = (other: ActivityLine) => other.eventId === undefined && line.at - other.at <= FOLD_WITHIN;
  if (line.decided.by === 'nobody' || line.decided.by === 'block') {
    const key = toRefusal(line);
    return lines.slice(-FOLD_AMONG).findLast((other) => isNear(other) && toRefusal(other) === key);
  }
  const last = lines.at(-1);
  return last && isNear(last) && toKey(last) === toKey(line) ? last : undefined;
}

const toKey = ({ origin, pubkey, method, kind, peer, relay, url, outcome, decided }: ActivityLine): string =>
  JSON.stringify([origin, pubkey, method, kind, peer, relay, url, outcome, toDecider(decided)]);

const toRefusal = ({ origin, method, outcome, decided }: ActivityLine): string =>
  JSON.stringify([origin, method, outcome, decided.by]);

/** Two lines as one: what they do not share is not said of it. */
function unite(one: ActivityLine, other: ActivityLine): ActivityLine {
  const { id, origin, method, outcome, decided, at: _, count = 1, ...details } = one;
  const shared = Object.entries(details).filter(
    ([name, value]) => other[name as keyof typeof details] === value,
  );
  return {
    id,
    at: other.at,
    ...(origin === undefined ? {} : { origin }),
    method,
    ...Object.fromEntries(shared),
    outcome,
    decided,
    count: count + (other.count ?? 1),
  };
}
