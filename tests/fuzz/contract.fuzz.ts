/** What asks the worker: the two tables of methods, and whose call it is. */
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { toPageCaller, type Sender } from '#lib/requests/caller';
import { pageApi, uiApi } from '#lib/rpc/contract';
import { ERROR_CODES, FacetError } from '#lib/rpc/errors';
import type { Parser } from '#lib/rpc/parse';
import { serve } from '#lib/rpc/serve';
import type { PageCall } from '#lib/rpc/transports';
import { pubkeyOf } from '../unit/support/keys';
import { expectNoSecret, hostileText, hostileValue, mutated, NAMES } from './support/hostile';
import { property, surface } from './support/surface';

interface Handled {
  method: string;
  args: unknown[];
}

/** The worker's side of an api whose handlers take note of what reaches them. */
function toServed(api: object) {
  const handled: Handled[] = [];
  const handlers = Object.fromEntries(
    Object.keys(api).map((method) => [
      method,
      (_caller: unknown, ...args: unknown[]) => {
        handled.push({ method, args });
        return 'done';
      },
    ]),
  );
  const answer = serve(api, handlers as never);
  return async (method: unknown, args: unknown) => {
    handled.length = 0;
    return { reply: await answer({}, method, args), handled: [...handled] };
  };
}

const [ada, digest] = [pubkeyOf('ada'), 'd'.repeat(64)];
const event = {
  ...{ kind: 1, content: 'hello', created_at: 1_700_000_000, pubkey: ada },
  tags: [['p', ada], ['t', 'nostr'], []],
};
const rule = { pubkey: ada, origin: 'https://a.example', method: 'signEvent', kind: 1, effect: 'allow' };
const answers = [
  { answer: 'reject', remember: 'hour', class: 'text' },
  { answer: 'connect', pubkey: ada, allow: 'everyday', scope: 'site', pairs: true },
  { answer: 'allow', remember: 1_700_000_000_000, as: 'told', pin: false, replaces: ada },
  { answer: 'reload' },
];

/** Calls that are right, of the methods that take more than a word. */
const PAGE_CALLS: [string, unknown[]][] = [
  ['signEvent', [event]],
  ['nip44.encrypt', [ada, 'text', null]],
  ['nip04.decrypt', [ada, 'text?iv=x']],
  ['checkIn', [true]],
  ['report', ['page', false]],
  ['openLink', ['nostr:npub1x']],
  ['getPublicKey', []],
];
const UI_CALLS: [string, unknown[]][] = [
  ...answers.map((answer): [string, unknown[]] => ['answerPrompt', ['id', digest, answer, 'password']]),
  ['saveRule', [{ ...rule, lasts: 'month' }]],
  ['wouldAsk', [rule]],
  ['addPasskey', ['password', { credentialId: 'AAAA', salt: 'A'.repeat(43), secret: 'A'.repeat(43) }]],
  ['importAccounts', ['nsec1', [0, 1, 2], 'password', true]],
  ['reorderAccounts', [[ada, ada]]],
  ['setRelays', [['wss://relay.example']]],
  ['switchAccount', [ada, 'site', 7, 'once']],
  ['setActivity', [30]],
  ['getActivity', [{ pubkey: ada }, '7']],
  ['setAutoLock', [15, 'x']],
];

const calls = (right: [string, unknown[]][], api: object) =>
  fc.oneof(
    { weight: 3, arbitrary: mutated(fc.constantFrom(...right)) },
    {
      weight: 2,
      arbitrary: fc.tuple(
        fc.constantFrom(...Object.keys(api)),
        fc.array(fc.oneof(hostileValue, mutated(fc.constantFrom(event, ...answers))), { maxLength: 5 }),
      ),
    },
    { weight: 1, arbitrary: fc.tuple(fc.oneof(fc.constantFrom(...NAMES), hostileValue), hostileValue) },
  );

/** The arguments as the method's own parsers read them, again. */
function parseAgain(api: object, { method, args }: Handled): unknown[] {
  const { args: parsers } = (api as Record<string, { args: [string, Parser<unknown>][] }>)[method] ?? {};
  return (parsers ?? []).map(([name, parse], at) => parse(args[at], name));
}

function toProperties(what: string, api: object, right: [string, unknown[]][], ofMillion: number) {
  const ask = toServed(api);
  return [
    property(
      `${what}: only a method of the table is handled, with arguments that its parsers give back unchanged`,
      ofMillion,
      {
        cases: calls(right, api),
        async holds(call) {
          const [method, args] = Array.isArray(call) ? (call as unknown[]) : [call, []];
          const { reply, handled } = await ask(method, args);
          if ('error' in reply !== (handled.length === 0)) throw new Error('it was handled and refused');
          for (const each of handled) {
            if (each.method !== method || !Object.hasOwn(api, each.method)) throw new Error('no such method');
            if (!isDeepStrictEqual(parseAgain(api, each), each.args)) throw new Error('not canonical');
            const plain = JSON.parse(JSON.stringify(each.args)) as unknown[];
            if (!isDeepStrictEqual(parseAgain(api, { ...each, args: plain }), each.args))
              throw new Error('JSON makes something else of it');
          }
        },
      },
    ),
    property(`${what}: a refusal has a code of the closed set, and no text of the call`, ofMillion / 2, {
      cases: calls(right, api),
      async holds(call) {
        const [method, args] = Array.isArray(call) ? (call as unknown[]) : [call, []];
        const { reply } = await ask(method, args);
        if (!('error' in reply)) return;
        const { code, message } = reply.error;
        if (!ERROR_CODES.includes(code) || code === 'internal') throw new Error(`the code is ${code}`);
        if (message.length > 400) throw new Error('this sentence has no end');
        expectNoSecret(message);
      },
    }),
  ];
}

/** What the browser says of a sender: true, whoever it is. */
const senders: fc.Arbitrary<Sender> = fc.record(
  {
    origin: fc.oneof(
      fc.constantFrom('https://a.example', 'http://localhost:3000', 'http://127.0.0.1.evil.example', 'null'),
      fc.webUrl({ validSchemes: ['http', 'https', 'file', 'chrome-extension'] }),
      hostileText,
    ),
    frameId: fc.constantFrom(0, 0, 0, 1, -1),
    documentId: fc.constantFrom('D', 'E'),
    tab: fc.record({ id: fc.constantFrom(0, 7), incognito: fc.boolean() }, { requiredKeys: ['incognito'] }),
  },
  { requiredKeys: [] },
);
const message = {
  facet: 'page',
  id: 'i',
  documentId: 'd',
  askedAt: 5,
  told: ada,
  method: 'enable',
  args: [],
};

surface('contract', [
  ...toProperties('a page', pageApi, PAGE_CALLS, 60_000),
  ...toProperties('a page of Facet', uiApi, UI_CALLS, 60_000),
  property('a call is of the origin and tab that the browser names, in a top frame, or of nobody', 30_000, {
    cases: fc.tuple(senders, mutated(fc.constant(message))),
    holds([named, said]) {
      if (typeof said !== 'object' || said === null) return; // no call at all: `isMessage` comes first
      try {
        const caller = toPageCaller(named, said as PageCall, 10);
        if (named.frameId !== 0 || !/^(https:|http:\/\/(localhost|127|\[::1))/.test(caller.origin))
          throw new Error('this page is none that may');
        if (caller.origin !== named.origin || caller.tabId !== named.tab?.id) throw new Error('of another');
        if (!caller.call.startsWith(`${caller.tabId} ${caller.origin} `)) throw new Error('not bound');
        if (caller.askedAt > 10) throw new Error('it was asked in the future');
      } catch (error) {
        if (!(error instanceof FacetError)) throw error;
        expectNoSecret(error.message);
      }
    },
  }),
]);
