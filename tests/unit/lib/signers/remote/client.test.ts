import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as nip04 from 'nostr-tools/nip04';
import type { NostrEvent } from '#lib/nostr/event';
import { createRemoteClient } from '#lib/signers/remote/client';
import { fresh, pubkeyOf, secretOf } from '../../../support/keys';
import { clientOf, createFakeRelays, openAs, sealAs } from '../../../support/remote-signer';

const client = clientOf('client');
const me = pubkeyOf('client');
const signerPubkey = pubkeyOf('signer');

const relays = createFakeRelays;

/** A client with one request open, whose answer is `result` when it comes. */
async function ask(method = 'ping', onAnswer?: () => void) {
  const fake = relays();
  const remote = createRemoteClient({
    client,
    signerPubkey,
    relays: ['wss://r.example/'],
    openChannel: fake.openChannel,
    ...(onAnswer ? { onAnswer } : {}),
  });
  const settled = vi.fn();
  const result = remote.request(method, ['a']).then(
    (value) => value,
    (error: unknown) => error as { code: string; message: string },
  );
  void result.then(settled);
  await vi.waitFor(() => expect(fake.sent).toHaveLength(1));
  const [event] = fake.sent as [NostrEvent];
  const { id } = openAs('signer', event);
  return { remote, fake, event, id, result, settled };
}

describe('a request', () => {
  it('is one verified event to the signer, under NIP-44, with an id that nobody can guess', async () => {
    const first = await ask('sign_event');
    const second = await ask('sign_event');
    expect(first.event).toMatchObject({ kind: 24_133, pubkey: me, tags: [['p', signerPubkey]] });
    expect(openAs('signer', first.event)).toEqual({ id: first.id, method: 'sign_event', params: ['a'] });
    expect(first.event.created_at).toBeCloseTo(Date.now() / 1000, -2);
    expect(first.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.id).not.toBe(first.id);
  });

  it('ends with the answer to it', async () => {
    const { fake, id, result } = await ask();
    fake.deliver(sealAs('signer', me, { id, result: 'pong' }));
    expect(await result).toBe('pong');
  });

  it('that is too large for NIP-44 is not sent, and one as large as it takes is', async () => {
    const fake = relays();
    const remote = createRemoteClient({ client, signerPubkey, relays: [], openChannel: fake.openChannel });
    const request = { id: crypto.randomUUID(), method: 'sign_event', params: [''] };
    const rest = JSON.stringify(request).length;
    const codes: unknown[] = [];
    const ask = (length: number) =>
      void remote
        .request('sign_event', ['x'.repeat(length - rest)])
        .catch((error: unknown) => codes.push((error as { code: string }).code));
    ask(65_536);
    await vi.waitFor(() => expect(codes).toEqual(['too-large']), 10_000);
    expect(fake.sent).toEqual([]);
    ask(65_535);
    await vi.waitFor(() => expect(fake.sent).toHaveLength(1), 10_000);
    expect(codes).toHaveLength(1);
    remote.close();
  });

  it('that is refused says so, and nothing of what the signer says', async () => {
    const { fake, id, result } = await ask();
    fake.deliver(sealAs('signer', me, { id, result: 'error', error: 'nsec1 something secret' }));
    expect(await result).toMatchObject({ code: 'denied', message: 'the remote signer refused this' });
  });

  it('ends when the client is closed, and later ones are refused', async () => {
    const { remote, fake, result } = await ask();
    remote.close();
    expect(await result).toMatchObject({ code: 'disconnected' });
    expect(fake.open).toEqual([]);
    await expect(remote.request('ping', [])).rejects.toMatchObject({ code: 'disconnected' });
  });

  it('is still answered when the client leaves', async () => {
    const { remote, fake, id, result } = await ask();
    remote.leave();
    await expect(remote.request('ping', [])).rejects.toMatchObject({ code: 'disconnected' });
    fake.deliver(sealAs('signer', me, { id, result: 'pong' }));
    expect(await result).toBe('pong');
    expect(fake.open).toEqual([]);
  });
});

describe('what is no answer', () => {
  /** Delivers it, then the true answer, which must be the one that counts. */
  async function hear(make: (id: string, event: NostrEvent) => unknown) {
    const { fake, id, event, result } = await ask();
    fake.deliver(make(id, event));
    fake.deliver(sealAs('signer', me, { id, result: 'true' }));
    expect(await result).toBe('true');
  }
  const forged = (id: string) => sealAs('signer', me, { id, result: 'forged' });

  it.each<[string, (id: string, event: NostrEvent) => unknown]>([
    ['another author', (id) => sealAs('eve', me, { id, result: 'forged' })],
    [
      'another author under the name of the signer',
      (id) => ({ ...sealAs('eve', me, { id, result: 'forged' }), pubkey: signerPubkey }),
    ],
    ['our own key', (id) => sealAs('client', me, { id, result: 'forged' })],
    [
      'a changed content',
      (id) => ({ ...forged(id), content: sealAs('signer', me, { id, result: 'x' }).content }),
    ],
    ['a changed time', (id) => ({ ...forged(id), created_at: 1 })],
    [
      'changed tags',
      (id) => ({
        ...forged(id),
        tags: [
          ['p', me],
          ['x', 'y'],
        ],
      }),
    ],
    ['a changed kind', (id) => ({ ...forged(id), kind: 1 })],
    ['another kind, signed', (id) => sealAs('signer', me, { id, result: 'forged' }, { kind: 4 })],
    ['a junk signature', (id) => ({ ...forged(id), sig: '0'.repeat(128) })],
    ['the signature of another event', (id) => ({ ...forged(id), sig: forged('other').sig })],
    ['no p tag', (id) => sealAs('signer', me, { id, result: 'forged' }, { tags: [] })],
    [
      'a p tag for somebody else',
      (id) => sealAs('signer', me, { id, result: 'forged' }, { tags: [['p', pubkeyOf('bob')]] }),
    ],
    ['an answer to another id', () => forged('another')],
    ['an id that every object has', () => forged('__proto__')],
    ['junk that is not JSON', () => sealAs('signer', me, '{"id":')],
    ['a list', () => sealAs('signer', me, '[]')],
    ['a null', () => sealAs('signer', me, 'null')],
    ['a result that is no text', (id) => sealAs('signer', me, { id, result: { pubkey: 1 } })],
    [
      'a content under NIP-04',
      (id) =>
        sealAs('signer', me, '', {
          content: nip04.encrypt(secretOf('signer'), me, JSON.stringify({ id, result: 'forged' })),
        }),
    ],
    [
      'a content in clear',
      (id) => sealAs('signer', me, '', { content: JSON.stringify({ id, result: 'forged' }) }),
    ],
    ['an endless content', (id) => sealAs('signer', me, '', { content: 'A'.repeat(200_000) + id })],
    [
      'a thousand tags',
      (id) =>
        sealAs(
          'signer',
          me,
          { id, result: 'forged' },
          { tags: Array.from({ length: 1000 }, () => ['p', me]) },
        ),
    ],
    ['our own request', (_id, event) => event],
    ['no event', () => ({})],
    ['nothing', () => null],
  ])('%s does not count', async (_what, make) => {
    await hear(make);
  });

  it('is no sign of life either', async () => {
    const onAnswer = vi.fn();
    const { fake, id, result } = await ask('ping', onAnswer);
    fake.deliver(forged('another'), sealAs('signer', me, { id, result: 'true' }));
    expect(await result).toBe('true');
    expect(onAnswer).toHaveBeenCalledTimes(1);
  });

  it('a replayed answer does nothing to the next request', async () => {
    const { remote, fake, id, result } = await ask();
    const answer = sealAs('signer', me, { id, result: 'first' });
    fake.deliver(answer, fresh(answer));
    expect(await result).toBe('first');
    const second = remote.request('ping', []);
    await vi.waitFor(() => expect(fake.sent).toHaveLength(2));
    fake.deliver(answer);
    const { id: next } = openAs('signer', fake.sent[1] as NostrEvent);
    fake.deliver(sealAs('signer', me, { id: next, result: 'second' }));
    expect(await second).toBe('second');
  });
});

describe('silence', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  /** As `ask`; the real clock runs while the request is sealed. */
  const askQuietly = async (onChange?: () => void) => {
    vi.useRealTimers();
    const fake = relays();
    const remote = createRemoteClient({
      client,
      signerPubkey,
      relays: [],
      openChannel: fake.openChannel,
      ...(onChange ? { onChange } : {}),
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const error = remote.request('sign_event', ['{}']).catch((cause: unknown) => cause);
    while (fake.sent.length === 0) await Promise.resolve();
    const settled = vi.fn();
    void error.then(settled);
    return { remote, fake, error, settled, id: openAs('signer', fake.sent[0] as NostrEvent).id };
  };

  it('ends after 60 s with words that say what to do', async () => {
    const { error, settled } = await askQuietly();
    await vi.advanceTimersByTimeAsync(59_999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await error).toMatchObject({
      code: 'timeout',
      message: 'the remote signer did not answer within 60 s; open it, then try again',
    });
  });

  it('says that no relay can be reached when that is why', async () => {
    const { fake, error } = await askQuietly();
    fake.setConnected(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await error).toMatchObject({ code: 'disconnected' });
  });

  it('may last longer once the signer has named the page of an approval', async () => {
    const onChange = vi.fn();
    const { remote, fake, id, error, settled } = await askQuietly(onChange);
    fake.deliver(
      sealAs('signer', me, { id, result: 'auth_url', error: 'https://signer.example/approve?x=1' }),
    );
    while (!remote.authUrl) await Promise.resolve();
    expect(remote.authUrl).toBe('https://signer.example/approve?x=1');
    expect(onChange).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(settled).not.toHaveBeenCalled();
    fake.deliver(sealAs('signer', me, { id, result: 'done' }));
    expect(await error).toBe('done');
    expect(remote.authUrl).toBeUndefined();
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  it('ends after an approval that never comes', async () => {
    const { remote, fake, id, error } = await askQuietly();
    fake.deliver(sealAs('signer', me, { id, result: 'auth_url', error: 'https://signer.example/' }));
    while (!remote.authUrl) await Promise.resolve();
    await vi.advanceTimersByTimeAsync(240_000);
    // said again, by the signer or by a relay that replays it: the wait must not begin anew
    fake.deliver(sealAs('signer', me, { id, result: 'auth_url', error: 'https://signer.example/' }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await error).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('approval') as string,
    });
  });
});

describe('the page of an approval', () => {
  it.each([
    'http://signer.example/',
    'http://localhost/',
    'javascript:alert(1)',
    'data:text/html,x',
    'chrome-extension://abc/popup.html',
    'https://user:password@signer.example/',
    `https://signer.example/${'x'.repeat(2_048)}`,
    'not an address',
  ])('is not %s', async (url) => {
    const { remote, fake, id, result } = await ask();
    fake.deliver(sealAs('signer', me, { id, result: 'auth_url', error: url }));
    expect(await result).toMatchObject({ code: 'denied' });
    expect(remote.authUrl).toBeUndefined();
  });
});
