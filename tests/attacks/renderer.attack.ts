/** A renderer that its page has taken over: it speaks as the content script of its tab, and says what it likes. */
import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { expect, type Arena } from './arena';
import { attack } from './attack';

const { alice, ines } = people;
const INDEX = 'entrypoints/background/index.ts';
const CALLER = 'lib/requests/caller.ts';
const CALLS = 'lib/requests/calls.ts';

interface Reply {
  result?: unknown;
  error?: { code: string; message: string };
}

/** Runs an expression in the isolated world of the page, where the content script runs. */
async function takeOver({ facet }: Arena, page: Page) {
  const session = await facet.context.newCDPSession(page);
  const worlds: { id: number; origin: string }[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
  await session.send('Runtime.enable');
  const world = worlds.find(({ origin }) => origin === `chrome-extension://${facet.id}`);
  if (!world) throw new Error('Facet has no world in this page');
  return async (expression: string): Promise<unknown> => {
    const asked = { contextId: world.id, expression, awaitPromise: true, returnByValue: true };
    return (await session.send('Runtime.evaluate', asked)).result.value as unknown;
  };
}

/** What the worker answers to this message, with what a call has where the message says nothing else. */
async function say(arena: Arena, page: Page, message: object): Promise<Reply> {
  const run = await takeOver(arena, page);
  const whole = { facet: 'page', id: 'x', documentId: 'y', askedAt: 0, args: [], ...message };
  return (await run(`chrome.runtime.sendMessage(${JSON.stringify(whole)})`)) as Reply;
}

const OWN_PAGE = {
  file: INDEX,
  says: "if (isMessage(message, 'ui') && isOwnPage(sender)) {",
  without: "if (isMessage(message, 'ui')) {",
};

for (const [claim, method, args] of [
  ['reads which accounts there are', 'getSnapshot', []],
  [
    'gives itself a rule',
    'saveRule',
    [
      {
        pubkey: alice.pubkey,
        origin: 'http://a.localhost',
        method: 'connect',
        effect: 'allow',
        lasts: 'always',
      },
    ],
  ],
  ['switches the account', 'switchAccount', [ines.pubkey, 'all']],
  ['reads what other websites ask', 'getPrompts', []],
  ['reads the activity', 'getActivity', [{}]],
  ['locks Facet', 'lock', []],
  ['logs an account out', 'logout', [ines.pubkey]],
  ['sets the relays', 'setRelays', [['wss://relay.example']]],
] as const) {
  attack(`a taken-over page ${claim}`, OWN_PAGE, async (arena) => {
    const page = await arena.site.visit();
    const before = await arena.facet.snapshot();
    expect(await say(arena, page, { facet: 'ui', method, args })).toMatchObject({
      error: { code: 'unsupported' },
    });
    expect(await arena.facet.snapshot()).toEqual(before);
  });
}

attack(
  'a taken-over page reaches what objects have by themselves',
  { file: 'lib/rpc/serve.ts', says: '!Object.hasOwn(methods, method)', without: '!(method in methods)' },
  async (arena) => {
    const page = await arena.site.visit();
    for (const method of ['constructor', 'toString', 'valueOf']) {
      expect(await say(arena, page, { method })).toMatchObject({ error: { code: 'unsupported' } });
    }
  },
);

attack(
  'a taken-over page is another website by saying so',
  {
    file: CALLER,
    says: "const { origin = '', frameId, tab } = sender;",
    without: "const { origin = '', frameId, tab } = { ...sender, ...message };",
  },
  async (arena) => {
    const { site, other } = arena;
    await other.connect();
    const page = await site.visit();
    const lies = { origin: other.origin, sender: { origin: other.origin }, method: 'isEnabled' };
    expect(await say(arena, page, lies)).toEqual({ result: false });
  },
);

attack(
  'a taken-over page follows the state over a port',
  {
    file: INDEX,
    says: ' || !isOwnPage(port.sender)) return port.disconnect();',
    without: ') return port.disconnect();',
  },
  async (arena) => {
    const page = await arena.site.visit();
    const run = await takeOver(arena, page);
    const heard = await run(`new Promise((resolve) => {
      const port = chrome.runtime.connect({ name: 'facet:ui' });
      port.onMessage.addListener(() => resolve('a snapshot'));
      port.onDisconnect.addListener(() => resolve('the end'));
    })`);
    expect(heard).toBe('the end');
  },
);

attack(
  'a taken-over page sends more than a request may have',
  { file: CALLS, says: 'if (size > MAX_REQUEST) {', without: 'if (false) {' },
  async (arena) => {
    await arena.site.connect();
    const page = await arena.site.visit();
    const run = await takeOver(arena, page);
    const reply = await run(`chrome.runtime.sendMessage({ facet: 'page', id: 'x', documentId: 'y', askedAt: 0,
      method: 'nip44.encrypt', args: ['${ines.pubkey}', 'x'.repeat(524_289)] })`);
    expect(reply).toMatchObject({ error: { code: 'too-large' } });
  },
);

attack(
  'a taken-over page keeps more calls waiting than a tab may have',
  { file: CALLS, says: 'const MAX_PER_TAB = 2 * MAX_IN_FLIGHT;', without: 'const MAX_PER_TAB = Infinity;' },
  async (arena) => {
    const page = await arena.site.visit();
    const run = await takeOver(arena, page);
    const code = await run(`(() => {
      const call = (at) => chrome.runtime.sendMessage({ facet: 'page', id: String(at), documentId: 'y', askedAt: 0,
        method: 'getPublicKey', args: [] });
      for (let at = 0; at < 200; at += 1) void call(at);
      const late = new Promise((resolve) => setTimeout(() => resolve('waits'), 5_000));
      return Promise.race([call(200).then(({ error }) => error.code), late]);
    })()`);
    expect(code).toBe('busy');
  },
);

attack(
  'a taken-over page keeps more text in memory than a tab may have',
  {
    file: CALLS,
    says: 'const MAX_SIZE_PER_TAB = 2 * MAX_SIZE_IN_FLIGHT;',
    without: 'const MAX_SIZE_PER_TAB = Infinity;',
  },
  async (arena) => {
    const page = await arena.site.visit();
    const run = await takeOver(arena, page);
    const code = await run(`(() => {
      const call = (at) => chrome.runtime.sendMessage({ facet: 'page', id: String(at), documentId: 'y', askedAt: 0,
        method: 'nip44.encrypt', args: ['${ines.pubkey}', 'x'.repeat(500_000)] });
      for (let at = 0; at < 16; at += 1) void call(at);
      const late = new Promise((resolve) => setTimeout(() => resolve('waits'), 5_000));
      return Promise.race([call(16).then(({ error }) => error.code), late]);
    })()`);
    expect(code).toBe('busy');
  },
);

attack(
  'a taken-over page takes back what another website asked',
  {
    file: CALLER,
    says: "const call = `${tabId} ${origin} ${string(100)(message.id, 'id')}`;",
    without: "const call = string(100)(message.id, 'id');",
  },
  async (arena) => {
    const { facet, site, other, asked } = arena;
    const victim = await other.visit();
    const prompt = await asked(() => say(arena, victim, { id: 'the same', method: 'getPublicKey' }));
    const page = await site.visit();
    const run = await takeOver(arena, page);
    await run(`chrome.runtime.sendMessage({ facet: 'cancel', id: 'the same' })`);
    await say(arena, page, { method: 'isEnabled' }); // what came before has been heard by then
    expect((await facet.ui.getPrompts()).map(({ id }) => id)).toContain(prompt.id);
  },
);

attack(
  'a taken-over page brings up an account that it may not know by saying that it was told it',
  {
    file: 'lib/requests/authorize.ts',
    says: 'if (identity.heardOf(caller).includes(told)) return told;',
    without: 'return told;',
  },
  async (arena) => {
    const { site, answered } = arena;
    await site.connect();
    const page = await site.visit();
    const call = { method: 'signEvent', args: [{ kind: 1 }], told: ines.pubkey };
    expect(await answered(() => say(arena, page, call))).toMatchObject({ error: { code: 'denied' } });
  },
);

attack(
  'a taken-over page dates a note into the future by saying when it was asked for',
  { file: CALLER, says: 'askedAt: Math.min(askedAt, now),', without: 'askedAt,' },
  async (arena) => {
    const { site } = arena;
    await site.connect();
    await site.allow({ method: 'signEvent', kind: 1 });
    const page = await site.visit();
    const askedAt = Date.now() + 86_400_000;
    const { result } = await say(arena, page, { method: 'signEvent', args: [{ kind: 1 }], askedAt });
    expect((result as { created_at: number }).created_at).toBeLessThanOrEqual(Math.ceil(Date.now() / 1_000));
  },
);

attack(
  'a taken-over page calls with arguments that are no list',
  { file: 'lib/rpc/serve.ts', says: 'if (!Array.isArray(args))', without: 'if (false)' },
  async (arena) => {
    await arena.site.connect();
    const page = await arena.site.visit();
    const call = { method: 'signEvent', args: { 0: { kind: 1 }, length: 1 } };
    expect(await arena.answered(() => say(arena, page, call))).toMatchObject({ error: { code: 'invalid' } });
  },
);

attack(
  'a taken-over page has a private key opened as a link',
  {
    file: 'lib/nostr/link.ts',
    says: 'if (!bytes || !(isPlain ? bytes.length === 32 : hasEntries(bytes))) {',
    without: 'if (false) {',
  },
  async (arena) => {
    const page = await arena.site.visit();
    const call = { method: 'openLink', args: [`nostr:${alice.nsec}`] };
    expect(await say(arena, page, call)).toMatchObject({ error: { code: 'invalid' } });
  },
);

attack(
  'a taken-over page names a document of more than a name’s length',
  {
    file: CALLER,
    says: "const call = `${tabId} ${origin} ${string(100)(message.id, 'id')}`;",
    without: 'const call = `${tabId} ${origin} ${message.id}`;',
  },
  async (arena) => {
    const page = await arena.site.visit();
    const call = { method: 'isEnabled', id: 'x'.repeat(101) };
    expect(await say(arena, page, call)).toMatchObject({ error: { code: 'invalid' } });
  },
);

attack(
  'a taken-over page that nobody let in hears who the person is by checking in',
  {
    file: 'entrypoints/background/page-handlers.ts',
    says: 'identity.isConnected(caller, pubkey) ? ',
    without: 'true ? ',
  },
  async (arena) => {
    const page = await arena.site.visit();
    expect(await say(arena, page, { method: 'checkIn', args: [true] })).toEqual({
      result: { pubkey: null, changed: false },
    });
  },
);
