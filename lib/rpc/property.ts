/**
 * `window.nostr` as a property of the page: put there, and watched for other extensions that put theirs. What a page
 * assigns by itself is its own business and never touched: clients hang proxies there, and ours back again.
 */
import type { NostrInPage } from './window-nostr';

/** Who holds the property now; `page`: something of the page's own, such as a proxy of a client. */
export const HOLDERS = ['facet', 'extension', 'page'] as const;

/** `others`: another extension has put a signer there, before or after Facet. */
export interface Holds {
  holder: (typeof HOLDERS)[number];
  others: boolean;
}

const { setTimeout } = globalThis;
const { defineProperty, assign } = Object;

/** Scripts that other extensions hang into a page come from an address of their own. */
const isOfExtension = (script: HTMLScriptElement): boolean => /^(chrome|moz)-extension:/.test(script.src);

/** Puts the object there. `stays`: the person chose Facet here, so it takes the place back from another extension. */
export function holdProperty({ nostr, report, onLook }: NostrInPage, stays: boolean): void {
  const page = window as { nostr?: object | undefined };
  const found = page.nostr;
  // no script of the page has run yet: a signer that is there already is another extension's
  let others = found !== undefined && 'getPublicKey' in found;
  /** What another extension put in our place. */
  let foreign: object | undefined;
  let ours = nostr;

  function put(value: object | undefined): void {
    try {
      page.nostr = value;
      if (page.nostr !== value) throw new TypeError();
    } catch {
      try {
        defineProperty(page, 'nostr', { value, configurable: true, enumerable: true, writable: true });
      } catch {
        foreign = page.nostr; // made so that nobody can take it away
        others = true;
      }
    }
  }

  const look = (): void => {
    const holder = page.nostr === ours ? 'facet' : page.nostr === foreign ? 'extension' : 'page';
    report({ holder, others });
  };

  /** Another extension has just had its turn, and the page had none in between. */
  function lookAfterOther(): void {
    if (page.nostr === before) return;
    foreign = page.nostr;
    others = true;
    if (stays) put(before);
    else before = foreign;
  }

  // an object without getPublicKey is no signer but something a page or a wallet hung there: it gains ours
  if (found && !others) ours = assign(found, nostr);
  else put(ours);
  /** What another extension finds when it has its turn: ours, or what the page has hung there. */
  let before = page.nostr;

  /** It runs when it has loaded; the page has no turn between that and the event, but may have many until then. */
  function follow(script: HTMLScriptElement): void {
    let isAwaited = true;
    const watch = (): void => {
      if (!isAwaited) return;
      if (isEarly) lookAfterOther();
      else before = page.nostr;
      setTimeout(watch);
    };
    script.addEventListener('load', () => {
      isAwaited = false;
      lookAfterOther();
      look();
    });
    script.addEventListener('error', () => (isAwaited = false));
    watch();
  }

  /** Until the first script of the page runs, whatever changes is the doing of extensions. */
  let isEarly = true;
  const observer = new MutationObserver((records) => {
    if (isEarly) lookAfterOther();
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      const isScript = node instanceof HTMLScriptElement;
      if (node instanceof HTMLHeadElement) watchInside(node);
      if (isScript && isOfExtension(node)) follow(node);
      else if (isScript || node instanceof HTMLBodyElement) isEarly = false;
    }
  });
  const watchInside = (place: Node) => observer.observe(place, { childList: true });
  for (const script of document.scripts) if (isOfExtension(script)) follow(script);
  for (const place of [document, document.documentElement, document.head] as (Node | null)[]) {
    if (place) watchInside(place);
  }
  addEventListener('DOMContentLoaded', look);
  addEventListener('load', () => {
    observer.disconnect();
    look();
  });
  onLook(look);
}
