/**
 * The private port between the two worlds of a page. Both content scripts run before the first script of the
 * page, so the one event that carries the port is heard by nobody else; after that no window message is used.
 */
import type { ErrorReply } from './errors';
import type { Holds } from './property';

/** The event types of the handshake; whichever script comes second completes it. */
const PORT = 'facet:port';
const HELLO = 'facet:hello';

/** Most characters that the arguments of one call may have, as JSON. */
export const MAX_REQUEST = 512 * 1024;

/**
 * Main world → isolated world. `args` as JSON, so its size is known and nothing but data can be in it; `told` is the
 * pubkey that the page had heard last when it called. Absent: it had heard none.
 */
export type FromPage =
  | { id: number; method: string; args: string; told?: string | undefined }
  | { listens: boolean }
  | { holds: Holds };

/** Isolated world → main world. */
export type ToPage =
  | { id: number; result: unknown }
  | { id: number; error: ErrorReply }
  | { changed: true; pubkey: string | undefined }
  | { look: true };

/** Isolated world: gives the other end of a new port to the main world, once, and returns this end. */
export function offerPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  // the taker cancels the event: from then on no listener of the page can call for the port
  const give = () => !dispatchEvent(new MessageEvent(PORT, { ports: [port2], cancelable: true }));
  if (!give()) addEventListener(HELLO, give, { once: true });
  return port1;
}

/** Main world: calls `onPort` with its end as soon as the isolated world offers it. */
export function acceptPort(onPort: (port: MessagePort) => void): void {
  addEventListener(
    PORT,
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const [port] = (event as MessageEvent).ports;
      if (port) onPort(port);
    },
    { once: true },
  );
  dispatchEvent(new Event(HELLO));
}
