/**
 * The object behind `window.nostr`: plain, closure-based, so that clients may rebind, wrap and reassign it.
 * Built-ins are captured here, before any script of the page can change them.
 */
import { acceptPort, type FromPage, type ToPage } from './page-port';
import type { Holds } from './property';

const { Promise, Error, JSON, CustomEvent, dispatchEvent } = globalThis;
const { stringify } = JSON;
const { assign, create } = Object;

type AccountListener = (pubkey: string | undefined) => void;

interface Waiting {
  method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** A real Error with a sentence for people, and a code for programs. */
const toError = (code: string, message: string): Error => assign(new Error(message), { code });

/** The object, and what the property it hangs on has to do with the isolated world. */
export interface NostrInPage {
  nostr: object;
  report(holds: Holds): void;
  /** `look` runs when the isolated world is there, and whenever it wants to know who holds the property. */
  onLook(look: () => void): void;
}

export function createNostr(): NostrInPage {
  /** By call id; a null prototype, so nothing of the page's is in the way. */
  const waiting = create(null) as Record<number, Waiting>;
  const listeners: AccountListener[] = [];
  let post: ((message: FromPage) => void) | undefined;
  let lastId = 0;
  /** Whom the page has heard of last: what it asks for from now on it means as that one. */
  let told: string | undefined;
  let look = (): void => undefined;

  const sayListens = (): void => post?.({ listens: !!listeners[0] });

  const receive = (message: ToPage): void => {
    if ('look' in message) return look();
    if ('changed' in message) {
      // without a pubkey it may go on believing what it heard before, and without a listener nothing says that it hears
      if (listeners[0]) told = message.pubkey ?? told;
      return announce(message.pubkey);
    }
    const call = waiting[message.id];
    delete waiting[message.id];
    if ('error' in message) return call?.reject(toError(message.error.code, message.error.message));
    if (call?.method === 'getPublicKey') told = message.result as string;
    call?.resolve(message.result);
  };

  /** Tells the page that it is somebody else now; without a pubkey it may not know who, and must ask. */
  const announce = (pubkey: string | undefined): void => {
    for (const listener of [...listeners]) {
      try {
        listener(pubkey);
      } catch (error) {
        setTimeout(() => {
          throw error; // the page's own mistake, reported as such, in nobody's way
        });
      }
    }
    dispatchEvent(new CustomEvent('nostr:accountChanged', { detail: { pubkey } }));
  };

  acceptPort((port) => {
    post = port.postMessage.bind(port);
    port.onmessage = ({ data }: MessageEvent<ToPage>) => receive(data);
    sayListens();
    look();
  });

  const ask =
    (method: string) =>
    (...args: unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (!post) return reject(toError('disconnected', 'Facet cannot be reached; please reload this page'));
        const text = stringify(args); // throws, and so rejects, for what is no data
        lastId += 1;
        waiting[lastId] = { method, resolve, reject };
        post({ id: lastId, method, args: text, told });
      });

  const cipher = (name: string) => ({ encrypt: ask(`${name}.encrypt`), decrypt: ask(`${name}.decrypt`) });

  const nostr = {
    getPublicKey: ask('getPublicKey'),
    signEvent: ask('signEvent'),
    getRelays: ask('getRelays'),
    nip04: cipher('nip04'),
    nip44: cipher('nip44'),
    enable: ask('enable'),
    isEnabled: ask('isEnabled'),
    on(name: string, listener: AccountListener) {
      if (name !== 'accountChanged' || typeof listener !== 'function') return;
      listeners.push(listener);
      sayListens();
    },
    off(name: string, listener: AccountListener) {
      const index = name === 'accountChanged' ? listeners.indexOf(listener) : -1;
      if (index >= 0) listeners.splice(index, 1);
      sayListens();
    },
  };

  return {
    nostr,
    report: (holds) => post?.({ holds }),
    onLook: (listener) => (look = listener),
  };
}
