import type { Client, IncomingMessage } from '@nostr-relay/common';
import { matchFilters, type Filter } from 'nostr-tools/filter';
import type { Event } from 'nostr-tools/pure';
import type { RawData, WebSocket } from 'ws';
import type { Traffic } from './relay.ts';

/** What a client has said on one socket since it connected. */
export interface SocketLog {
  /** All that it ever asked for. */
  readonly filters: Filter[];
  /** All that it handed in. */
  readonly events: Event[];
  /** All that it ever wanted to sign in with. */
  readonly signIns: Event[];
  /** Who has signed in over it. */
  readonly signedIn: string[];
  /** What it listens to now. */
  readonly listening: Filter[];
  /** Every pubkey that it asked for, signed in as, or handed in an event of. */
  readonly pubkeys: string[];
}

/** A socket as the relay core sees it. */
export interface SocketClient extends Client {
  /** How many subscriptions it has open. */
  readonly subscriptions: number;
  /** Counts what the socket said, whatever it means. */
  count(data: RawData): void;
  /** Remembers what the socket says; call it before the core handles the message. */
  note(message: IncomingMessage): void;
  /** Remembers who has signed in. */
  noteSignIn(pubkey: string): void;
  readonly log: SocketLog;
}

/**
 * Wraps a socket so that its subscriptions are matched here once more: the core looks at `#tag` conditions
 * in stored queries only, and would deliver every live event of the right kind. What goes over it adds to `traffic`.
 */
export function createSocketClient(socket: WebSocket, traffic: Traffic): SocketClient {
  const subscriptions = new Map<string, Filter[]>();
  const filters: Filter[] = [];
  const events: Event[] = [];
  const signIns: Event[] = [];
  const signedIn: string[] = [];
  socket.on('close', () => subscriptions.clear());
  return {
    get readyState() {
      return socket.readyState;
    },
    get subscriptions() {
      return subscriptions.size;
    },
    count(data) {
      traffic.received += Array.isArray(data) ? Buffer.concat(data).length : data.byteLength;
    },
    note(message) {
      if (message[0] === 'REQ') {
        const asked = message.slice(2) as Filter[];
        traffic.asked += 1;
        subscriptions.set(message[1], asked);
        filters.push(...asked);
      }
      if (message[0] === 'EVENT') events.push(message[1]);
      if (message[0] === 'AUTH') signIns.push(message[1]);
      if (message[0] === 'CLOSE') subscriptions.delete(message[1]);
    },
    noteSignIn: (pubkey) => void signedIn.push(pubkey),
    log: {
      filters,
      events,
      signIns,
      signedIn,
      get listening() {
        return [...subscriptions.values()].flat();
      },
      get pubkeys() {
        const named = [...events, ...signIns].map(({ pubkey }) => pubkey);
        return [...new Set([...filters.flatMap(toPubkeys), ...named])];
      },
    },
    send(data) {
      if (data.startsWith('["EVENT"')) {
        const [, id, event] = JSON.parse(data) as [string, string, Event];
        const filters = subscriptions.get(id);
        if (!filters || !matchFilters(filters, event)) return;
      }
      traffic.sent += Buffer.byteLength(data);
      socket.send(data);
    },
  };
}

/** Whom a filter is about: authors, and those that something is addressed to. */
export const toPubkeys = (filter: Filter): string[] => [...(filter.authors ?? []), ...(filter['#p'] ?? [])];
