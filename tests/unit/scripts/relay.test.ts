// @vitest-environment node
import { finalizeEvent, generateSecretKey, getPublicKey, type Event } from 'nostr-tools/pure';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startRelay, type Relay } from '../../../scripts/relay/relay';

const secretKey = generateSecretKey();
const pubkey = getPublicKey(secretKey);
const NOW = Math.floor(Date.now() / 1000);

const sign = (
  kind: number,
  content: string,
  rest: { created_at?: number; tags?: string[][] } = {},
  key = secretKey,
): Event => {
  const event = finalizeEvent({ kind, content, created_at: NOW, tags: [], ...rest }, key);
  return JSON.parse(JSON.stringify(event)) as Event; // without nostr-tools' mark that it is verified
};

/** A client that keeps all it hears and waits for the first message that fits. */
async function connect(url: string) {
  const socket = new WebSocket(url);
  const heard: unknown[][] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)) as unknown[]);
    for (const check of waiting) check();
  });
  await new Promise((resolve) => socket.once('open', resolve));
  return {
    heard,
    say: (...message: unknown[]) => socket.send(JSON.stringify(message)),
    hear: (...start: unknown[]) =>
      new Promise<unknown[]>((resolve) => {
        const check = () => {
          const found = heard.find((message) => start.every((part, i) => message[i] === part));
          if (found) {
            waiting.delete(check);
            resolve(found);
          }
        };
        waiting.add(check);
        check();
      }),
  };
}

describe('the embedded relay', () => {
  let relay: Relay;
  beforeEach(async () => {
    relay = await startRelay();
  });
  afterEach(() => relay.stop());

  const publish = async (event: Event) => {
    const client = await connect(relay.url);
    client.say('EVENT', event);
    return client.hear('OK', event.id);
  };
  const query = async (...filters: object[]) => {
    const client = await connect(relay.url);
    client.say('REQ', 'all', ...filters);
    await client.hear('EOSE', 'all');
    return client.heard.filter(([type]) => type === 'EVENT').map(([, , event]) => event as Event);
  };

  it('takes an event and gives it back unchanged', async () => {
    const note = sign(1, 'hello');
    expect((await publish(note))[2]).toBe(true);
    expect(await query({ authors: [pubkey], kinds: [1] })).toEqual([note]);
    expect(relay.events({ ids: [note.id] })).toEqual([note]);
  });

  it('refuses a signature that does not verify and an id that is not the hash', async () => {
    const note = sign(1, 'hello');
    const forged = { ...note, sig: sign(1, 'other').sig };
    expect((await publish(forged)).slice(2)).toEqual([false, expect.stringMatching(/^invalid: signature/)]);
    const altered = { ...note, content: 'changed' };
    expect((await publish(altered)).slice(2)).toEqual([false, expect.stringMatching(/^invalid: id/)]);
    await expect(relay.publish(forged)).rejects.toThrow(/invalid: signature/);
    expect(relay.events()).toEqual([]);
  });

  it('keeps only the newest of a replaceable event, in whatever order they come', async () => {
    const older = sign(3, '', { created_at: NOW - 10, tags: [['p', pubkey]] });
    const newer = sign(3, '', { created_at: NOW, tags: [] });
    await publish(newer);
    await publish(older);
    expect(await query({ kinds: [3] })).toEqual([newer]);
    const newest = sign(3, '', { created_at: NOW + 1, tags: [['p', 'f'.repeat(64)]] });
    await publish(newest);
    expect(await query({ kinds: [3] })).toEqual([newest]);
  });

  it('keeps the newest of an addressable event for every d', async () => {
    const draft = (d: string, content: string, created_at: number) =>
      sign(30_023, content, { created_at, tags: [['d', d]] });
    await publish(draft('one', 'old', NOW - 5));
    await publish(draft('one', 'new', NOW));
    await publish(draft('two', 'other', NOW));
    const contents = (await query({ kinds: [30_023] })).map((event) => event.content);
    expect(contents.toSorted()).toEqual(['new', 'other']);
  });

  it('answers filters by id, author, kind, tag, time and limit', async () => {
    const tagged = sign(1, 'tagged', { created_at: NOW - 3, tags: [['t', 'gems']] });
    const plain = sign(1, 'plain', { created_at: NOW - 2 });
    const reaction = sign(7, '+', { created_at: NOW - 1, tags: [['e', plain.id]] });
    for (const event of [tagged, plain, reaction]) await relay.publish(event);
    expect(await query({ ids: [plain.id] })).toEqual([plain]);
    expect(await query({ '#t': ['gems'] })).toEqual([tagged]);
    expect(await query({ '#e': [plain.id], kinds: [7] })).toEqual([reaction]);
    expect(await query({ since: NOW - 2 })).toEqual([reaction, plain]);
    expect(await query({ until: NOW - 3 })).toEqual([tagged]);
    expect(await query({ limit: 2 })).toEqual([reaction, plain]);
    expect(await query({ authors: ['0'.repeat(64)] })).toEqual([]);
    expect((await query({ kinds: [7] }, { '#t': ['gems'] })).length).toBe(2);
  });

  it('sends new events to live subscriptions, and only where the tags match', async () => {
    const client = await connect(relay.url);
    client.say('REQ', 'gems', { kinds: [1], '#t': ['gems'] });
    client.say('REQ', 'notes', { kinds: [1] });
    await client.hear('EOSE', 'gems');
    await client.hear('EOSE', 'notes');
    const plain = sign(1, 'plain');
    const tagged = sign(1, 'tagged', { tags: [['t', 'gems']] });
    await publish(plain);
    await publish(tagged);
    client.say('REQ', 'end', { limit: 0 });
    await client.hear('EOSE', 'end');
    const heard = (id: string) =>
      client.heard.filter(([type, sub]) => type === 'EVENT' && sub === id).map(([, , event]) => event);
    expect(heard('notes')).toEqual([plain, tagged]);
    expect(heard('gems')).toEqual([tagged]);
  });

  it('forgets what its author deletes, nothing of others, and does not take it back', async () => {
    const note = sign(1, 'regretted');
    const other = sign(1, 'mine', {}, generateSecretKey());
    await publish(note);
    await publish(other);
    const client = await connect(relay.url);
    client.say('REQ', 'deletions', { kinds: [5] });
    await client.hear('EOSE', 'deletions');
    const request = sign(5, '', { tags: [note, other].map(({ id }) => ['e', id]) });
    await publish(request);
    await publish(note);
    expect((await client.hear('EVENT', 'deletions'))[2]).toEqual(request);
    expect(await query({ kinds: [1] })).toEqual([other]);
  });

  it('describes itself over http', async () => {
    const response = await fetch(relay.url.replace('ws:', 'http:'), {
      headers: { accept: 'application/nostr+json' },
    });
    const { supported_nips } = (await response.json()) as { supported_nips: number[] };
    expect(supported_nips).toContain(11);
  });

  it('counts its clients and rejects a port that is taken', async () => {
    await connect(relay.url);
    expect(relay.connections).toBe(1);
    await expect(startRelay({ port: relay.port })).rejects.toThrow(/EADDRINUSE/);
  });

  it('says nothing when it is silent', async () => {
    const silent = await startRelay({ silent: true });
    const client = await connect(silent.url);
    client.say('REQ', 'all', {});
    client.say('EVENT', sign(1, 'hello'));
    await silent.stop();
    expect(client.heard).toEqual([]);
  });
});

describe('a relay that answers only whom it knows', () => {
  let relay: Relay;
  beforeEach(async () => {
    relay = await startRelay({ demandsSignIn: true });
  });
  afterEach(() => relay.stop());

  /** A client, and the event that would sign it in. */
  async function greet() {
    const client = await connect(relay.url);
    const [, challenge] = (await client.hear('AUTH')) as [string, string];
    const tags = [
      ['relay', relay.url],
      ['challenge', challenge],
    ];
    return { ...client, tags };
  }

  it('tells nobody else anything, and takes nothing', async () => {
    const { say, hear } = await greet();
    const event = sign(1, 'hello');
    say('REQ', 'sub', { kinds: [1] });
    say('EVENT', event);
    expect((await hear('CLOSED', 'sub'))[2]).toMatch(/^auth-required:/);
    expect((await hear('OK', event.id, false))[3]).toMatch(/^auth-required:/);
    expect(relay.events()).toEqual([]);
  });

  it('answers once somebody has signed in, and writes down who', async () => {
    const { say, hear, tags } = await greet();
    const signIn = sign(22_242, '', { tags });
    say('AUTH', signIn);
    await hear('OK', signIn.id, true);
    say('REQ', 'sub', { kinds: [1] });
    await hear('EOSE', 'sub');
    expect(relay.sockets[0]).toMatchObject({ signIns: [signIn], signedIn: [pubkey], pubkeys: [pubkey] });
  });

  it.each<[string, (tags: string[][]) => Event]>([
    ['kind', (tags) => sign(1, '', { tags })],
    ['relay', ([, challenge = []]) => sign(22_242, '', { tags: [['relay', 'ws://other/'], challenge] })],
    ['relay', ([address = [], challenge = []]) => sign(22_242, '', { tags: [address, address, challenge] })],
    ['challenge', ([address = []]) => sign(22_242, '', { tags: [address, ['challenge', 'another']] })],
    ['created_at', (tags) => sign(22_242, '', { tags, created_at: NOW - 3_600 })],
    ['signature', (tags) => ({ ...sign(22_242, '', { tags }), sig: '0'.repeat(128) })],
  ])('lets nobody in whose %s is wrong', async (fault, toSignIn) => {
    const { say, hear, tags } = await greet();
    const signIn = toSignIn(tags);
    say('AUTH', signIn);
    expect((await hear('OK', signIn.id, false))[3]).toBe(`invalid: ${fault}`);
    say('REQ', 'sub', {});
    await hear('CLOSED', 'sub');
    expect(relay.sockets[0]?.signedIn).toEqual([]);
  });
});
