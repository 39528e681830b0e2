/**
 * The embedded relay of the demo and the tests: the nostr-relay packages behind ws on loopback.
 * Events live in the file at `path`, or in memory without one. Call startRelay, and stop() at the end.
 */
import { createServer } from 'node:http';
import { LogLevel } from '@nostr-relay/common';
import { NostrRelay } from '@nostr-relay/core';
import { Validator } from '@nostr-relay/validator';
import type { Filter } from 'nostr-tools/filter';
import type { Event } from 'nostr-tools/pure';
import { WebSocketServer, type WebSocket } from 'ws';
import { createDoor, type Door } from './door.ts';
import { EventStore } from './event-store.ts';
import { information } from './information.ts';
import { listen } from './listen.ts';
import { createSocketClient, type SocketClient, type SocketLog } from './socket-client.ts';

const quiet = { setLogLevel() {}, debug() {}, info() {}, warn() {}, error() {} };

export interface RelayOptions {
  /** 0 or absent: any free port. */
  port?: number;
  /** The SQLite file; absent: in memory. */
  path?: string;
  /** Accepts connections and never says a word, like a relay that hangs. */
  silent?: boolean;
  /** Answers only whom it knows: every socket has to sign in first (NIP-42). */
  demandsSignIn?: boolean;
}

/** What has gone over all sockets of a relay since it started. */
export interface Traffic {
  /** Bytes of what clients said. */
  received: number;
  /** Bytes of what they were told. */
  sent: number;
  /** How many subscriptions they asked for. */
  asked: number;
}

export interface Relay {
  readonly url: string;
  readonly port: number;
  /** How many clients are connected now. */
  readonly connections: number;
  /** What each client has said so far, in the order in which they connected, also those that are gone. */
  readonly sockets: readonly SocketLog[];
  /** How many subscriptions are open now. */
  readonly subscriptions: number;
  readonly traffic: Readonly<Traffic>;
  /** Stores an event and sends it to subscribers, as if a client had sent it; throws the reason of a refusal. */
  publish(event: Event): Promise<void>;
  /** The stored events that match, newest first. */
  events(filter?: Filter): Event[];
  /** Drops every client, closes the port and the file. */
  stop(): Promise<void>;
}

/** Starts a relay on 127.0.0.1 and resolves when it accepts connections; rejects when the port is taken. */
export async function startRelay(options: RelayOptions = {}): Promise<Relay> {
  const store = new EventStore(options.path ?? ':memory:');
  // Caches would answer a repeated question or event from memory, which hides what the relay really holds.
  const core = new NostrRelay(store, {
    filterResultCacheTtl: 0,
    eventHandlingResultCacheTtl: 0,
    maxSubscriptionsPerClient: 500,
    logger: quiet,
    logLevel: LogLevel.ERROR,
  });
  store.onDeletion = (request) => core.broadcast(request);
  const server = createServer(information);
  const sockets = new WebSocketServer({ server });
  const logs: SocketLog[] = [];
  const traffic: Traffic = { received: 0, sent: 0, asked: 0 };
  const clients = new Set<SocketClient>();
  if (!options.silent) {
    sockets.on('connection', (socket) => {
      const client = createSocketClient(socket, traffic);
      clients.add(client);
      socket.on('close', () => clients.delete(client));
      logs.push(client.log);
      const door = options.demandsSignIn
        ? createDoor({ url: toUrl(), send: (data) => client.send(data), onSignIn: client.noteSignIn })
        : undefined;
      serve(core, socket, client, door);
    });
  }
  // ws repeats the server's errors; without a listener a taken port would end the process.
  sockets.on('error', () => {});
  const port = await listen(server, options.port).catch(async (error: unknown) => {
    await store.destroy();
    throw error;
  });

  const toUrl = () => `ws://127.0.0.1:${port}/`;

  return {
    url: toUrl(),
    port,
    get connections() {
      return sockets.clients.size;
    },
    sockets: logs,
    get subscriptions() {
      return [...clients].reduce((sum, { subscriptions }) => sum + subscriptions, 0);
    },
    traffic,
    async publish(event) {
      const { success, message } = await core.handleEvent(event);
      if (!success) throw new Error(`the relay refused the event: ${message ?? 'no reason given'}`);
    },
    events: (filter = {}) => store.find(filter),
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => sockets.close(resolve));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await core.destroy();
      await store.destroy();
    },
  };
}

const validator = new Validator({
  maxContentLength: 1_000_000,
  maxTagValueLength: 10_000,
  maxNumberOfTags: 10_000,
});

function serve(core: NostrRelay, socket: WebSocket, client: SocketClient, door?: Door): void {
  core.handleConnection(client);
  if (door) client.send(door.greeting);
  socket.on('close', () => core.handleDisconnect(client));
  socket.on('error', () => socket.terminate());
  socket.on('message', async (data) => {
    try {
      client.count(data);
      const message = await validator.validateIncomingMessage(data);
      client.note(message);
      if (door?.lets(message) === false) return;
      await core.handleMessage(client, message);
    } catch (error) {
      client.send(JSON.stringify(['NOTICE', error instanceof Error ? error.message : 'error: unknown']));
    }
  });
}
