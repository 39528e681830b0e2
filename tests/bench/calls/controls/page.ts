/** `window.nostr` of a control, in the page's own world: every call goes to the isolated world, nothing is checked. */
import { PORT, type Answer } from './message';

const { port1, port2 } = new MessageChannel();
const waiting = new Map<number, (result: unknown) => void>();
let last = 0;

port1.onmessage = ({ data }: MessageEvent<Answer>) => {
  waiting.get(data.id)?.(data.result);
  waiting.delete(data.id);
};

const ask =
  (method: string) =>
  (...args: unknown[]): Promise<unknown> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      port1.postMessage({ id: last, method, args });
    });

dispatchEvent(new MessageEvent(PORT, { ports: [port2] }));
Object.assign(window, {
  nostr: {
    getPublicKey: ask('getPublicKey'),
    signEvent: ask('signEvent'),
    nip44: { encrypt: ask('nip44.encrypt'), decrypt: ask('nip44.decrypt') },
  },
});
