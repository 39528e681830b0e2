/** A relay that says what a test wants it to say, true or not. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface HostileRelay {
  url: string;
  /** Resolves when a client has subscribed. */
  subscribed: Promise<void>;
  /** The filters of every subscription so far, each with those of its request. */
  requests: object[];
  /** What clients wanted to sign in with. */
  signIns: unknown[];
  /** The type of every message, in the order in which they came. */
  types: string[];
  /** How many connections there are now, and how many there have been. */
  readonly connections: { now: number; ever: number };
  /** Says to every subscription that this is all it has. */
  endStored(): void;
  /** Ends every subscription, for this reason. */
  refuse(reason: string): void;
  /** Breaks all connections, and takes new ones. */
  cut(): void;
  /** Sends an event to every subscription; text is sent as it is. */
  send(...messages: (object | string)[]): void;
  stop(): Promise<void>;
}

/** `hangsUp`: it breaks every connection as soon as it has been made. */
export async function startHostileRelay({ hangsUp = false } = {}): Promise<HostileRelay> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const subscriptions: [WebSocket, string][] = [];
  const requests: object[] = [];
  const signIns: unknown[] = [];
  const types: string[] = [];
  let note = () => {};
  const subscribed = new Promise<void>((resolve) => {
    note = resolve;
  });
  let ever = 0;
  server.on('connection', (socket) => {
    ever += 1;
    if (hangsUp) return socket.terminate();
    socket.on('message', (data: Buffer) => {
      const [type, id, ...filters] = JSON.parse(data.toString()) as [string, string, ...object[]];
      types.push(type);
      if (type === 'AUTH') signIns.push(id);
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
    signIns,
    types,
    get connections() {
      return { now: server.clients.size, ever };
    },
    endStored() {
      for (const [socket, id] of subscriptions) socket.send(JSON.stringify(['EOSE', id]));
    },
    refuse(reason) {
      for (const [socket, id] of subscriptions) socket.send(JSON.stringify(['CLOSED', id, reason]));
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

/** A relay that answers as slowly as it can: the shake of hands, and then a long frame, a byte a second. */
export async function startDrippingRelay(): Promise<Pick<HostileRelay, 'url' | 'stop'>> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', (head: Buffer) => {
      const key = /sec-websocket-key: *(\S+)/i.exec(head.toString())?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      socket.write(Buffer.from([0x81, 126, 0xff, 0xff])); // a text of 65,535 bytes begins
      const drip = setInterval(() => socket.write('['), 1_000);
      socket.once('close', () => clearInterval(drip));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
