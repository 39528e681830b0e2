/** A connection to a Chromium's debugging port that attaches to nothing by itself. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

interface Reply {
  id?: number;
  method?: string;
  sessionId?: string;
  result?: object;
  error?: { message: string };
}

interface Call {
  method: string;
  resolve(result: object): void;
  reject(error: Error): void;
}

/** What the browser says of a call that it does not carry out. */
export class DevToolsError extends Error {
  /** The page or worker that was meant is not there any more. */
  readonly isGone: boolean;

  constructor(method: string, message: string) {
    super(`${method}: ${message}`);
    this.isGone = message === 'No target with given id found';
  }
}

export interface DevTools {
  /** Calls a method of the protocol, in a session or for the browser. */
  send<T extends object>(method: string, params?: object, sessionId?: string): Promise<T>;
  /** Resolves when a session reports this event the next time. */
  next(event: string, sessionId: string): Promise<void>;
  close(): void;
}

export async function connectDevTools(url: string): Promise<DevTools> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const open = new Map<number, Call>();
  const awaited = new Map<string, () => void>();
  let last = 0;
  socket.on('message', (data: Buffer) => {
    const { id, method, sessionId, result, error } = JSON.parse(data.toString()) as Reply;
    if (method) awaited.get(`${method} ${sessionId ?? ''}`)?.();
    const call = open.get(id ?? 0);
    open.delete(id ?? 0);
    if (error) call?.reject(new DevToolsError(call.method, error.message));
    else call?.resolve(result ?? {});
  });
  socket.on('close', () => {
    for (const { reject } of open.values()) reject(new Error('the browser is gone'));
    open.clear();
  });
  return {
    send: <T extends object>(method: string, params: object = {}, sessionId?: string) =>
      new Promise<T>((resolve, reject) => {
        last += 1;
        open.set(last, { method, resolve: (result) => resolve(result as T), reject });
        socket.send(JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) }));
      }),
    next: (event, sessionId) => new Promise((resolve) => awaited.set(`${event} ${sessionId}`, resolve)),
    close: () => socket.close(),
  };
}
