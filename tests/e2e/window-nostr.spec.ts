import { people } from '../../scripts/demo/people';
import { expect, test } from './test';
import { getPublicKey, isVerified, outcome, sign } from './window-nostr';

const { alice, ines } = people;

test('window.nostr is there before the first script of the page', async ({ facet, demo }) => {
  for (let visit = 0; visit < 10; visit += 1) {
    const { page } = await facet.visit(`${demo.url}early.html?${visit}`);
    expect(await page.evaluate(() => (window as { early?: string }).early)).toBe('function');
    await page.close();
  }
});

test('window.nostr is a plain property with the features that clients test for', async ({ facet, demo }) => {
  const { page } = await facet.visit(`${demo.url}plain.html`);
  const found = await page.evaluate(() => {
    const ours = nostr;
    const { configurable, writable, enumerable } = Object.getOwnPropertyDescriptor(window, 'nostr') ?? {};
    // nostr-login hangs its own proxy there, and ours back again; others keep the methods by themselves
    const { getRelays } = ours;
    Object.assign(window, { nostr: { getPublicKey: () => ours.getPublicKey() } });
    Object.assign(window, { nostr: ours });
    return {
      configurable,
      writable,
      enumerable,
      isExtensible: Object.isExtensible(ours),
      isPlain: Object.getPrototypeOf(ours) === Object.prototype,
      isSame: nostr === ours,
      has44: 'nip44' in nostr,
      types: [ours.nip04.encrypt, ours.nip44.decrypt, ours.on, getRelays].map((feature) => typeof feature),
    };
  });
  expect(found).toEqual({
    configurable: true,
    writable: true,
    enumerable: true,
    isExtensible: true,
    isPlain: true,
    isSame: true,
    has44: true,
    types: ['function', 'function', 'function', 'function'],
  });
});

test('nothing but window.nostr tells a page that Facet is there: no message comes from it', async ({
  facet,
  demo,
}) => {
  const { page } = await facet.visit(`${demo.url}plain.html`);
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    addEventListener('message', ({ data }) => heard.push(data));
  });
  await page.reload();
  const heard = await page.evaluate(async () => {
    const last = new Promise<void>((resolve) => {
      addEventListener('message', ({ data }) => {
        if (data === 'the last one') resolve();
      });
    });
    postMessage('the last one');
    await last;
    return (window as unknown as { heard: unknown[] }).heard;
  });
  expect(heard).toEqual(['the last one']);
});

test('a signed event has exactly the seven fields, with what was missing filled in', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() => getPublicKey(page));
  await connect.say('Everyday posts too');
  await connect.allow();
  await expect.poll(() => ready.prompts().length).toBe(0);

  const before = Math.floor(Date.now() / 1000);
  const event = await page.evaluate(() =>
    nostr.signEvent({ kind: 1, pubkey: '', id: 'junk', sig: 'junk', extra: true }),
  );
  expect(Object.keys(event).sort()).toEqual(['content', 'created_at', 'id', 'kind', 'pubkey', 'sig', 'tags']);
  expect(event).toMatchObject({ kind: 1, content: '', tags: [], pubkey: alice.pubkey });
  expect(event.created_at).toBeGreaterThanOrEqual(before);
  expect(isVerified(event)).toBe(true);

  const tags = [['t', 'ünïcode ✨'], ['e', 'a'.repeat(64), '', 'root'], []];
  const exact = await sign(page, { content: 'line\nline "quoted" \u2028', tags, created_at: 1_700_000_000 });
  expect(exact).toMatchObject({ content: 'line\nline "quoted" \u2028', tags, created_at: 1_700_000_000 });
  expect(isVerified(exact)).toBe(true);
});

test('every wrong call is rejected with a real Error that says what was expected', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() => getPublicKey(page));
  await connect.allow();
  await expect.poll(() => ready.prompts().length).toBe(0);

  const refused = await page.evaluate(async () => {
    const calls: Record<string, () => Promise<unknown>> = {
      'kind 1.5': () => nostr.signEvent({ kind: 1.5 }),
      'kind -1': () => nostr.signEvent({ kind: -1 }),
      'no kind': () => nostr.signEvent({ content: 'x' }),
      'no event': () => nostr.signEvent(undefined as never),
      'tags of numbers': () => nostr.signEvent({ kind: 1, tags: [[1]] }),
      'a huge note': () => nostr.signEvent({ kind: 1, content: 'x'.repeat(600_000) }),
      'a loop': () => {
        const loop: { self?: unknown } = {};
        loop.self = loop;
        return nostr.signEvent({ kind: 1, loop });
      },
      'AUTH without a challenge': () =>
        nostr.signEvent({ kind: 22_242, tags: [['relay', 'wss://r.example']] }),
      'no peer': () => nostr.nip44.encrypt('me', 'text'),
    };
    const results: Record<string, string> = {};
    for (const [name, call] of Object.entries(calls)) {
      results[name] = await call().then(
        (value) => `resolved to ${typeof value}`,
        (error: unknown) => (error instanceof Error ? error.message : `threw ${typeof error}`),
      );
    }
    return results;
  });
  expect(refused).toMatchObject({
    'kind 1.5': 'kind must be an integer from 0 to 65535, got 1.5',
    'kind -1': 'kind must be an integer from 0 to 65535, got -1',
    'no kind': 'kind must be an integer from 0 to 65535, got undefined',
    'a huge note': expect.stringMatching(/^a request must be at most 524288 characters, got 600\d\d\d$/),
    'a loop': expect.stringContaining('circular'),
    'AUTH without a challenge': 'kind 22242 must have exactly one challenge tag, got 0',
    'no peer': 'pubkey must be 64 lower-case hex digits, got a string of 2 characters',
  });
  expect(
    Object.values(refused).filter((text) => text.startsWith('resolved') || text.startsWith('threw')),
  ).toEqual([]);
  expect(ready.prompts()).toEqual([]);
});

test('enable, isEnabled, getRelays and on never surprise', async ({ ready, relay, demo }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  expect(await page.evaluate(() => nostr.isEnabled())).toBe(false);
  expect(await page.evaluate(() => nostr.getRelays())).toEqual({});
  await page.evaluate(() => nostr.on('accountChanged', () => undefined));
  expect(ready.prompts()).toEqual([]);

  let enabled: Promise<boolean> | undefined;
  const connect = await ready.prompted(() => (enabled = page.evaluate(() => nostr.enable())));
  await connect.allow();
  expect(await enabled).toBe(true);
  expect(await page.evaluate(() => nostr.isEnabled())).toBe(true);

  const list = await page.evaluate(() => nostr.getRelays());
  expect(list).toEqual({});
  const { finalizeEvent } = await import('nostr-tools/pure');
  const tags = [
    ['r', 'wss://both.example'],
    ['r', 'wss://read.example', 'read'],
    ['r', 'wss://write.example', 'write'],
  ];
  await relay.publish(
    finalizeEvent({ kind: 10_002, content: '', tags, created_at: 1_750_000_000 }, alice.secretKey),
  );
  const known = {
    'wss://both.example': { read: true, write: true },
    'wss://read.example': { read: true, write: false },
    'wss://write.example': { read: false, write: true },
  };
  await expect.poll(() => page.evaluate(() => nostr.getRelays())).toEqual(known);
  // the first answer of a worker that has just been woken is the same one; what is written later was written after it
  await ready.ui.setRelays([relay.url]);
  await ready.stopWorker();
  expect(await page.evaluate(() => nostr.getRelays())).toEqual(known);
});

test('closing the window, leaving the page and locking each reject exactly their own requests', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const one = await ready.visit(`${demo.url}plain.html`);
  const two = await ready.visit(`${demo.otherUrl}plain.html`);

  let key = outcome(getPublicKey(one.page));
  const closed = await ready.nextPrompt();
  await expect(closed.approve).toBeVisible();
  await closed.page.close();
  expect(await key).toBe('User rejected');

  key = outcome(getPublicKey(one.page));
  await ready.nextPrompt();
  const other = outcome(getPublicKey(two.page));
  await expect.poll(async () => (await ready.ui.getPrompts()).length).toBe(2);
  await one.page.goto('about:blank');
  await expect.poll(async () => (await ready.ui.getPrompts()).length).toBe(1);

  await ready.ui.lock();
  expect(await other).toBe('Facet was locked; nothing was signed');
});

test('while locked a call waits for the password and is then answered', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(ines.nsec);
  await ready.ui.lock();
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const key = getPublicKey(page);
  await expect.poll(() => ready.prompts().length).toBe(1);
  const [window] = ready.prompts();
  await window?.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await window?.getByRole('button', { name: 'Unlock' }).click();
  const connect = await ready.nextPrompt();
  await connect.allow();
  expect(await key).toBe(ines.pubkey);
});
