/** The page's side: what it may hand to `window.nostr`, and what of that gets through the isolated world. */
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, vi } from 'vitest';
import { browser } from 'wxt/browser';
import bridge from '../../entrypoints/bridge';
import { NIP07_METHODS } from '#lib/rpc/nip07-methods';
import { MAX_REQUEST, type ToPage } from '#lib/rpc/page-port';
import type { PageCall } from '#lib/rpc/transports';
import { hostileText, hostileValue, mutated, NAMES, toJson, toLiving } from './support/hostile';
import { property, surface } from './support/surface';

type Method = (...args: unknown[]) => Promise<unknown>;
interface Page {
  nostr: Record<string, Method> & { nip44: Record<string, Method> };
  port: MessagePort;
}

const sent: PageCall[] = [];
let page: Page;
let bare: Page['port'];

/** A document: both worlds, or the isolated one alone with a test at the other end of its port. */
function stubPage(): void {
  const target = new EventTarget();
  vi.stubGlobal('addEventListener', target.addEventListener.bind(target));
  vi.stubGlobal('dispatchEvent', target.dispatchEvent.bind(target));
}

beforeAll(async () => {
  vi.stubGlobal('document', { prerendering: false, readyState: 'complete', visibilityState: 'visible' });
  vi.stubGlobal('requestIdleCallback', () => undefined);
  const { createNostr } = await import('#lib/rpc/window-nostr');
  const { acceptPort } = await import('#lib/rpc/page-port');
  stubPage();
  bridge.main();
  page = { nostr: createNostr().nostr } as unknown as Page;
  stubPage();
  bridge.main();
  acceptPort((port) => (bare = port));
});
afterAll(() => bare.close());

/** The worker answers every call with its own arguments. */
function answerAll(): void {
  sent.length = 0;
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(((call: PageCall) => {
    sent.push(structuredClone(call));
    return Promise.resolve({ result: call.args });
  }) as never);
}

/** The next answer that comes out of the port for this id. */
const answerTo = (id: number): Promise<ToPage> =>
  new Promise((resolve) => {
    bare.onmessage = ({ data }: MessageEvent<ToPage>) => {
      if ('id' in data && data.id === id) resolve(data);
    };
  });

/** The methods that the content script asks by itself. */
const OWN = ['checkIn', 'report', 'arrive', 'openLink'];
const draft = { kind: 1, tags: [['p', 'x']], content: 'hello', created_at: 1 };
let lastId = 0;

surface('bridge', [
  property(
    'every call settles, and the worker gets the JSON of what was handed over, nothing living',
    4_000,
    {
      cases: fc.tuple(
        fc.constantFrom('getPublicKey', 'signEvent', 'getRelays', 'enable'),
        fc.array(fc.oneof(hostileValue, mutated(fc.constant(draft))), { maxLength: 3 }),
        fc.boolean(),
        hostileValue,
      ),
      async holds([method, args, isLiving, other]) {
        answerAll();
        const given = isLiving ? args.map((each) => toLiving(each, other)) : args;
        let failed: unknown;
        await page.nostr[method]?.(...given).catch((error: unknown) => (failed = error));
        if (failed !== undefined && !(failed instanceof Error)) throw new Error('it fails with no Error');
        if (sent.length > 1 || (sent.length === 0 && failed === undefined)) throw new Error('sent otherwise');
        for (const call of sent) {
          if (call.method !== method || !isDeepStrictEqual(JSON.parse(JSON.stringify(call.args)), call.args))
            throw new Error('something else than data');
          if (!isLiving && !isDeepStrictEqual(call.args, JSON.parse(JSON.stringify(args))))
            throw new Error('something else than was handed over');
        }
      },
    },
  ),
  property(
    'through the port goes a method of NIP-07 within its size, and everything else is refused',
    5_800,
    {
      cases: fc.tuple(
        fc.oneof(fc.constantFrom(...NIP07_METHODS, ...OWN, ...NAMES), hostileText),
        fc.oneof(
          fc.array(hostileValue, { maxLength: 3 }).map(toJson),
          fc.constantFrom(MAX_REQUEST, MAX_REQUEST + 1).map((length) => `["${'x'.repeat(length - 4)}"]`),
        ),
      ),
      async holds([method, args]) {
        answerAll();
        const id = (lastId += 1);
        const answered = answerTo(id);
        bare.postMessage({ id, method, args });
        const answer = await answered;
        const isRight = NIP07_METHODS.includes(method) && args.length <= MAX_REQUEST;
        const got = sent.filter((call) => !OWN.includes(call.method) || OWN.includes(method));
        if (got.length !== (isRight ? 1 : 0)) throw new Error(isRight ? 'it was lost' : 'it got through');
        if ('error' in answer === isRight) throw new Error('another answer');
        if ('error' in answer && !['unsupported', 'too-large'].includes(answer.error.code))
          throw new Error('code');
      },
    },
  ),
]);
