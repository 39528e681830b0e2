import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdProperty, type Holds } from '#lib/rpc/property';

/** What Facet does in its next turn: it takes `setTimeout` before the page has a turn. */
const later = vi.hoisted(() => {
  const { setTimeout: real } = globalThis;
  const due: (() => void)[] = [];
  globalThis.setTimeout = ((run: () => void) => void due.push(run)) as unknown as typeof real;
  return { due, end: () => (globalThis.setTimeout = real) };
});
later.end();

const takeTurn = () => {
  for (const run of later.due.splice(0)) run();
};

class Element {
  readonly nodeType = 1;
}
class Body extends Element {}
class Head extends Element {}
class Script extends EventTarget {
  readonly src: string;

  constructor(src = '') {
    super();
    this.src = src;
  }
}

const EXTENSION = 'chrome-extension://other/signer.js';
const signer = () => ({ getPublicKey: () => 'other' });

let page: { nostr?: unknown };
let events: EventTarget;
let observed: unknown[];
let isObserving: boolean;
let notice: (nodes: object[]) => void;

class Observer {
  constructor(callback: (records: { addedNodes: object[] }[]) => void) {
    isObserving = true;
    notice = (nodes) => {
      if (isObserving) callback([{ addedNodes: nodes }]);
    };
  }

  observe(place: unknown, { childList }: { childList: boolean }) {
    if (childList) observed.push(place);
  }

  disconnect() {
    isObserving = false;
  }
}

const root = new Element();

function openPage(found?: object, scripts: Script[] = []) {
  page = found === undefined ? {} : { nostr: found };
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', { scripts, documentElement: root, head: null });
}

beforeEach(() => {
  events = new EventTarget();
  observed = [];
  later.due.length = 0;
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  vi.stubGlobal('MutationObserver', Observer);
  vi.stubGlobal('HTMLScriptElement', Script);
  vi.stubGlobal('HTMLHeadElement', Head);
  vi.stubGlobal('HTMLBodyElement', Body);
  openPage();
});

afterEach(() => vi.unstubAllGlobals());

/** Facet comes to the page; what it reports from then on. */
function hold(stays = false) {
  const reports: Holds[] = [];
  const nostr = { getPublicKey: () => 'facet', signEvent: () => undefined };
  let look = (): void => undefined;
  holdProperty(
    { nostr, report: (holds) => void reports.push(holds), onLook: (asked) => (look = asked) },
    stays,
  );
  return {
    nostr,
    look: () => {
      look();
      return reports.at(-1);
    },
    reports,
  };
}

describe('the property', () => {
  it('is of the page like any other: it can be seen, assigned and deleted', () => {
    const { nostr, look } = hold();
    expect(page.nostr).toBe(nostr);
    expect(look()).toEqual({ holder: 'facet', others: false });
    Object.defineProperty(page, 'nostr', { value: signer(), writable: false, configurable: true });
    const next = hold();
    expect(Object.getOwnPropertyDescriptor(page, 'nostr')).toEqual({
      ...{ value: next.nostr, configurable: true, enumerable: true, writable: true },
    });
  });

  it('that somebody made so that it cannot be taken is theirs, and said to be', () => {
    const theirs = signer();
    Object.defineProperty(page, 'nostr', { value: theirs, writable: false, configurable: false });
    const { look } = hold();
    expect(page.nostr).toBe(theirs);
    expect(look()).toEqual({ holder: 'extension', others: true });
  });

  it('is taken from a signer that was there before the page, and the other one is spoken of', () => {
    openPage(signer());
    const { nostr, look } = hold();
    expect(page.nostr).toBe(nostr);
    expect(look()).toEqual({ holder: 'facet', others: true });
  });

  it('that holds something else than a signer gains what Facet has', () => {
    const hung = { mark: 1 };
    openPage(hung);
    const { nostr, look } = hold();
    expect(page.nostr).toBe(hung);
    expect(hung).toEqual({ mark: 1, ...nostr });
    expect(look()).toEqual({ holder: 'facet', others: false });
  });

  it('is left to the page once the page has begun, and looked at when it is ready and when it has loaded', () => {
    const { nostr, reports } = hold(true);
    notice([new Body()]);
    const proxy = { proxy: nostr };
    page.nostr = proxy;
    notice([new Element()]);
    events.dispatchEvent(new Event('DOMContentLoaded'));
    expect(page.nostr).toBe(proxy);
    expect(reports).toEqual([{ holder: 'page', others: false }]);
    events.dispatchEvent(new Event('load'));
    expect(reports).toHaveLength(2);
    expect(isObserving).toBe(false);
  });
});

describe('another extension', () => {
  it.each([
    ['takes it before the page has begun', false],
    ['does not keep it where Facet was chosen', true],
  ])('%s', (_, stays) => {
    const { nostr, look } = hold(stays);
    const theirs = signer();
    page.nostr = theirs;
    notice([new Element()]);
    expect(page.nostr).toBe(stays ? nostr : theirs);
    expect(look()).toEqual({ holder: stays ? 'facet' : 'extension', others: true });
  });

  it('is none where nothing was put there', () => {
    const { look } = hold();
    notice([new Element()]);
    expect(look()).toEqual({ holder: 'facet', others: false });
  });

  it.each([Script, Body])('is none after the first %s of the page', (Node) => {
    const { look } = hold();
    notice([new Node()]);
    page.nostr = signer();
    notice([new Element()]);
    expect(look()).toEqual({ holder: 'page', others: false });
  });

  it.each([
    ['that is in the page already', true],
    ['that comes into the page', false],
  ])('has its turn when its script has loaded, one %s', (_, isThere) => {
    const script = new Script(EXTENSION);
    openPage(undefined, isThere ? [script] : []);
    const { reports } = hold();
    if (!isThere) notice([script]);
    notice([new Body()]);
    page.nostr = signer();
    script.dispatchEvent(new Event('load'));
    expect(reports).toEqual([{ holder: 'extension', others: true }]);
  });

  it('has no turn by a script of the page', () => {
    const script = new Script('https://site.example/chrome-extension://x.js');
    const { reports } = hold();
    notice([script]);
    page.nostr = signer();
    script.dispatchEvent(new Event('load'));
    expect(reports).toEqual([]);
  });

  it('whose script is awaited is not blamed for what the page hangs there meanwhile', () => {
    const script = new Script(EXTENSION);
    const { nostr, look } = hold(true);
    notice([script, new Body()]);
    const proxy = { proxy: nostr };
    page.nostr = proxy;
    takeTurn();
    script.dispatchEvent(new Event('load'));
    expect(look()).toEqual({ holder: 'page', others: false });
    expect(page.nostr).toBe(proxy);
    takeTurn();
    expect(later.due).toEqual([]);
  });

  it('may have its turn at any time before the page has begun', () => {
    const { nostr, look } = hold(true);
    notice([new Script(EXTENSION)]);
    page.nostr = signer();
    takeTurn();
    expect(page.nostr).toBe(nostr);
    expect(look()).toEqual({ holder: 'facet', others: true });
    expect(later.due).toHaveLength(1);
  });

  it('whose script does not load is not awaited any more', () => {
    const script = new Script(EXTENSION);
    hold();
    notice([script]);
    script.dispatchEvent(new Event('error'));
    takeTurn();
    expect(later.due).toEqual([]);
  });

  it('is watched for in the document, its root, and its head once there is one', () => {
    hold();
    expect(observed).toEqual([document, root]);
    const head = new Head();
    notice([head]);
    expect(observed).toEqual([document, root, head]);
    notice([new Element()]);
    expect(observed).toHaveLength(3);
  });
});
