/**
 * The isolated world of a page: takes its calls from the private port, checks method and size, and holds each
 * until the worker has answered. It knows no account but the one its page was told.
 */
import { browser } from 'wxt/browser';
import { toRefusal, type Reply } from '#lib/rpc/client';
import { createQueue } from '#lib/rpc/in-flight';
import { NIP07_METHODS } from '#lib/rpc/nip07-methods';
import { MAX_REQUEST, offerPort, type FromPage, type ToPage } from '#lib/rpc/page-port';
import type { Holds } from '#lib/rpc/property';
import { callPersistently } from '#lib/rpc/persistent-call';
import { isMessage, type PageCancel } from '#lib/rpc/transports';

/** A busy page puts off what is not urgent for this long at most, in milliseconds. */
const ARRIVES_WITHIN = 1_000;

/** What the worker reads more closely. */
const LINK = /^nostr:(\/\/)?(npub|note|nprofile|nevent|naddr)1[a-z0-9]+$/i;

export default { main };

function main(): void {
  const port = offerPort();
  const queue = createQueue();
  const held = new Set<string>();
  const documentId = crypto.randomUUID();
  // Chromium runs pages ahead of a visit that may never come: until then they are nobody's, and ask nobody
  const { prerendering } = document as { prerendering?: boolean };
  const seen = prerendering && untilNext('prerenderingchange');
  let listens = false;
  /** It has begun to listen since anything was sent to it: what was sent before it has not heard. */
  let owed = false;
  /** What was sent to this document last; empty: nothing; null: that it must ask again. */
  let lastTold: string | null = '';

  const send = (message: ToPage) => port.postMessage(message);

  /** `size`: how many characters the arguments of a page's own call have. */
  const ask = async (method: string, args: unknown[], size?: number, told?: string): Promise<Reply> => {
    const id = crypto.randomUUID();
    held.add(id);
    await seen;
    const call = { facet: 'page', id, documentId, askedAt: Date.now(), told, method, args } as const;
    const run = () => callPersistently(call, () => !held.has(id));
    // who the page is now must not wait behind calls to a signer that does not answer
    const reply = await (size === undefined ? run() : queue(size, run));
    held.delete(id);
    return reply;
  };

  /** Asks what this page may know now, and tells it when that is news. */
  const checkIn = async (): Promise<void> => {
    const reply = await ask('checkIn', [listens]);
    if ('error' in reply) return;
    const { pubkey, changed } = reply.result as { pubkey: string | null; changed: boolean };
    // what the worker takes for old may be news here: the event on window is sent to every page
    const isNews = pubkey !== lastTold && (changed || (lastTold !== '' && pubkey));
    if (!isNews && !(changed && owed)) return;
    owed = false;
    lastTold = pubkey;
    send({ changed: true, pubkey: pubkey ?? undefined });
  };

  /** Lets the toolbar button of this tab say who the person is here, also where the page itself never asks. */
  const arrive = () => ask('arrive', []);

  /** Most pages have no other signer, and nothing to report. */
  let reported = 'facet false';
  const report = ({ holder, others }: Holds): void => {
    const key = `${holder} ${others}`;
    if (key !== reported) void ask('report', [holder, others]);
    reported = key;
  };

  const answer = async ({ id, method, args, told }: Extract<FromPage, { id: number }>): Promise<void> => {
    const reply =
      refuse(method, args) ?? (await ask(method, JSON.parse(args) as unknown[], args.length, told));
    if ('result' in reply && method === 'getPublicKey') lastTold = reply.result as string;
    send({ id, ...reply });
  };

  port.onmessage = ({ data }: MessageEvent<FromPage>) => {
    if ('listens' in data) owed = listens = data.listens;
    else if ('holds' in data) report(data.holds);
    else void answer(data);
  };

  browser.runtime.onMessage.addListener((message, sender, sendResponse) => {
    if (!isMessage(message, 'poke') || sender.id !== browser.runtime.id) return undefined;
    send({ look: true });
    void checkIn().then(sendResponse);
    return true;
  });
  addEventListener('pagehide', () => {
    for (const id of held) {
      const cancel: PageCancel = { facet: 'cancel', id };
      browser.runtime.sendMessage(cancel).catch(() => undefined); // nobody is left to be told
    }
    held.clear();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    void checkIn();
    void arrive();
  });
  // after the page's own listeners, whose links these are first of all
  addEventListener('click', (event) => {
    const link = toClickedAddress(event);
    if (!link || !LINK.test(link)) return;
    event.preventDefault();
    void ask('openLink', [link]).then((reply) => {
      if ('result' in reply && (reply.result as { left: boolean }).left) location.assign(link);
    });
  });
  void untilInFront().then(arrive);
}

/** Where a person, and no script, clicked to go, unless the page has taken care of it. */
function toClickedAddress(event: MouseEvent): string | undefined {
  if (!event.isTrusted || event.defaultPrevented || event.button !== 0) return undefined;
  const isLink = (each: EventTarget) => each instanceof HTMLAnchorElement && each.href !== '';
  return (event.composedPath().find(isLink) as HTMLAnchorElement | undefined)?.href;
}

/** The error for a call that never reaches the worker: not a NIP-07 method, or too large. */
function refuse(method: string, args: string): Reply | undefined {
  if (!NIP07_METHODS.includes(method)) {
    return toRefusal('unsupported', 'window.nostr has no such method');
  }
  if (args.length > MAX_REQUEST) {
    return toRefusal('too-large', `a request must be at most ${MAX_REQUEST} characters, got ${args.length}`);
  }
  return undefined;
}

/** The page is on the screen, its own scripts have run, and there is nothing more urgent for it to do. */
async function untilInFront(): Promise<void> {
  if (document.readyState === 'loading') await untilNext('DOMContentLoaded');
  while (document.visibilityState !== 'visible') await untilNext('visibilitychange');
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: ARRIVES_WITHIN }));
}

const untilNext = (type: string) =>
  new Promise((resolve) => document.addEventListener(type, resolve, { once: true }));
