import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseNostrConnectUrl } from '#lib/nostr/bunker';
import { toNpub } from '#lib/nostr/keys';
import { createAttempts, ATTEMPT_LIFETIME } from '#lib/signers/remote/attempts';
import { createState } from '#lib/storage/state';
import { pubkeyOf } from '../../../support/keys';
import { honest, sealAs, startFakeSigner, type Answers } from '../../../support/remote-signer';

const RELAY = 'wss://r.example/';
const signer = pubkeyOf('signer');
const URL = `bunker://${signer}?relay=${RELAY}&secret=once`;
const PERMS = ['sign_event', 'nip44_decrypt'];

const start = (answers: Partial<Answers> = {}) => {
  const fake = startFakeSigner('signer', { ...honest('user'), ...answers } as Answers);
  const onChange = vi.fn();
  return { fake, onChange, attempts: createAttempts(fake.openChannel, onChange, { state: createState() }) };
};
const add = vi.fn(() => Promise.resolve());
afterEach(() => {
  vi.useRealTimers();
});

describe('a bunker URL', () => {
  it('connects with its secret and permissions, and finds whom the signer signs as', async () => {
    const { fake, attempts } = start();
    expect(await attempts.connect(URL, PERMS)).toEqual({
      pubkey: pubkeyOf('user'),
      signerNpub: toNpub(signer),
    });
    expect(fake.asked.map(({ method, params }) => [method, ...params])).toEqual([
      ['connect', signer, 'once', 'sign_event,nip44_decrypt'],
      ['get_public_key'],
    ]);
  });

  it('is handed over with the client key and without the secret, and everything is closed then', async () => {
    const { fake, attempts } = start();
    await attempts.connect(URL, PERMS);
    await attempts.take(add);
    const [taken] = add.mock.lastCall as unknown as [
      { clientKey: Uint8Array; remote: { clientPubkey: string } },
    ];
    expect(taken).toMatchObject({
      pubkey: pubkeyOf('user'),
      remote: { signerPubkey: signer, relays: [RELAY], perms: PERMS },
    });
    expect(fake.sent.every(({ pubkey }) => pubkey === taken.remote.clientPubkey)).toBe(true);
    expect(JSON.stringify(taken.remote)).not.toContain('once');
    expect(fake.open).toEqual([]);
    await expect(attempts.take(add)).rejects.toMatchObject({ code: 'disconnected' });
  });

  it('can still be added when adding it failed', async () => {
    const { attempts } = start();
    await attempts.connect(URL, PERMS);
    const failing = vi.fn(({ clientKey }: { clientKey: Uint8Array }) => {
      clientKey.fill(0);
      return Promise.reject(new Error('the disk is full'));
    });
    await expect(attempts.take(failing)).rejects.toThrow('full');
    await attempts.take(add);
    const [{ clientKey }] = add.mock.lastCall as unknown as [{ clientKey: Uint8Array }];
    expect(clientKey.some((byte) => byte !== 0)).toBe(true);
  });

  it('that is none connects to nothing', async () => {
    const { fake, attempts } = start();
    await expect(attempts.connect('bunker://x', PERMS)).rejects.toMatchObject({ code: 'invalid' });
    expect(fake.channels).toEqual([]);
    expect(attempts.view).toEqual({});
  });

  it.each<[string, Partial<Answers>, string]>([
    ['refuses', { connect: () => ({ result: '', error: 'no' }) }, 'denied'],
    ['does not say who it is', { get_public_key: () => ({ result: 'me' }) }, 'signer-mismatch'],
    ['says nothing at all of who it is', { get_public_key: () => ({ result: null }) }, 'signer-mismatch'],
    ['is somebody who cannot be', { get_public_key: () => ({ result: 'f'.repeat(64) }) }, 'invalid'],
    [
      'sends people to a page that is not https',
      { connect: () => ({ result: 'auth_url', error: 'javascript:alert(1)' }) },
      'denied',
    ],
  ])('of a signer that %s leaves nothing', async (_what, answers, code) => {
    const { fake, attempts } = start(answers);
    await expect(attempts.connect(URL, PERMS)).rejects.toMatchObject({ code });
    expect(fake.open).toEqual([]);
    await expect(attempts.take(add)).rejects.toMatchObject({ code: 'disconnected' });
  });

  it('shows the page of an approval while it waits, and nothing once it is given up', async () => {
    const { fake, attempts, onChange } = start({
      connect: () => ({ result: 'auth_url', error: 'https://signer.example/' }),
    });
    const error = attempts.connect(URL, PERMS).catch((cause: unknown) => cause);
    await vi.waitFor(() =>
      expect(attempts.view).toEqual({ connecting: { authUrl: 'https://signer.example/' } }),
    );
    expect(onChange).toHaveBeenCalled();
    attempts.cancel();
    expect(await error).toMatchObject({ code: 'disconnected' });
    expect(attempts.view).toEqual({});
    expect(fake.open).toEqual([]);
  });

  it('that is given up leaves no client key in memory', () => {
    const { attempts } = start();
    attempts.invite([RELAY], PERMS);
    const filled = vi.spyOn(Uint8Array.prototype, 'fill');
    attempts.cancel();
    const keys = filled.mock.contexts.filter((bytes) => (bytes as Uint8Array).length === 32);
    filled.mockRestore();
    expect(keys).toEqual([new Uint8Array(32)]);
  });

  it('takes the place of the attempt before it', async () => {
    const { attempts } = start({ connect: () => undefined });
    const first = attempts.connect(URL, PERMS).catch((cause: unknown) => cause);
    const second = attempts.connect(URL, PERMS).catch((cause: unknown) => cause);
    expect(await first).toMatchObject({ code: 'disconnected' });
    attempts.cancel();
    expect(await second).toMatchObject({ code: 'disconnected' });
  });
});

describe('an invitation', () => {
  const fakeInvitation = () => {
    const { fake, attempts } = start();
    const { uri } = attempts.invite(
      [RELAY, 'wss://b.example/', 'wss://c.example/', 'wss://d.example/'],
      PERMS,
    );
    const offer = parseNostrConnectUrl(uri);
    return { fake, attempts, offer };
  };

  it('names a fresh client key, three relays at most, a secret and the permissions', () => {
    const one = fakeInvitation().offer;
    const two = fakeInvitation().offer;
    expect(one).toMatchObject({
      relays: [RELAY, 'wss://b.example/', 'wss://c.example/'],
      perms: PERMS,
      name: 'Facet',
    });
    expect(one.secret).toMatch(/^[0-9a-f]{32}$/);
    expect(two.secret).not.toBe(one.secret);
    expect(two.clientPubkey).not.toBe(one.clientPubkey);
  });

  it('is accepted by whoever knows the secret, and by nobody else', async () => {
    const { fake, attempts, offer } = fakeInvitation();
    const to = offer.clientPubkey;
    fake.deliver(
      sealAs('eve', to, { id: '1', result: 'ack' }),
      sealAs('eve', to, { id: '1', result: '' }),
      sealAs('eve', to, { id: '1', result: 'auth_url', error: offer.secret }),
      { ...sealAs('eve', to, { id: '1', result: offer.secret }), pubkey: pubkeyOf('bob') },
      sealAs('eve', to, { id: '1', result: offer.secret }, { tags: [] }),
      sealAs('signer', to, { id: '2', result: offer.secret }),
    );
    expect(await attempts.meet()).toEqual({ pubkey: pubkeyOf('user'), signerNpub: toNpub(signer) });
    await attempts.take(add);
    expect(add).toHaveBeenLastCalledWith(
      expect.objectContaining({
        remote: { signerPubkey: signer, clientPubkey: to, relays: offer.relays, perms: PERMS },
      }),
    );
    expect(fake.open).toEqual([]);
  });

  it('ends after five minutes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { attempts, fake } = fakeInvitation();
    const error = attempts.meet().catch((cause: unknown) => cause);
    await vi.advanceTimersByTimeAsync(ATTEMPT_LIFETIME);
    expect(await error).toMatchObject({ code: 'timeout' });
    expect(fake.open).toEqual([]);
  });

  it('needs a relay, and nobody is met who was not invited', async () => {
    const { attempts } = start();
    expect(() => attempts.invite([], PERMS)).toThrow('relay');
    await expect(attempts.meet()).rejects.toMatchObject({ code: 'disconnected' });
  });
});
