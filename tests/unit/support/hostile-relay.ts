/** A relay that says what a test wants it to say, true or not. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface HostileRelay {
  url: string;
  /** Resolves when a client has subscribed. */
  subscribed: Promise<void>;
  /** The filters of every subscription so far, each with those of its request. */
  requests: object[];
  /** Says to every subscription that this is all it has. */
  endStored(): void;
  /** Breaks all connections, and takes new ones. */
  cut(): void;
  /** Sends an event to every subscription; text is sent as it is. */
  send(...messages: (object | string)[]): void;
  stop(): Promise<void>;
}

export async function startHostileRelay(): Promise<HostileRelay> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const subscriptions: [WebSocket, string][] = [];
  const requests: object[] = [];
  let note = () => {};
  const subscribed = new Promise<void>((resolve) => {
    note = resolve;
  });
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const [type, id, ...filters] = JSON.parse(data.toString()) as [string, string, ...object[]];
      if (type !== 'REQ') return;
      subscriptions.push([socket, id]);
      requests.push(...filters);
      note();
    });
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    subscribed,
    requests,
    endStored() {
      for (const [socket, id] of subscriptions) socket.send(JSON.stringify(['EOSE', id]));
    },
    cut() {
      for (const socket of server.clients) socket.terminate();
    },
    send(...messages) {
      for (const [socket, id] of subscriptions) {
        for (const message of messages) {
          socket.send(typeof message === 'string' ? message : JSON.stringify(['EVENT', id, message]));
        }
      }
    },
    async stop() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
