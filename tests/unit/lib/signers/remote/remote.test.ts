import * as nip04 from 'nostr-tools/nip04';
import { verifyEvent } from 'nostr-tools/pure';
import { describe, expect, it } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { toEventId } from '#lib/nostr/event';
import { createLink } from '#lib/signers/remote/link';
import { createRemoteSigner } from '#lib/signers/remote/remote';
import { fresh, pubkeyOf, secretOf, signAs } from '../../../support/keys';
import { clientOf, honest, startFakeSigner, type Answers } from '../../../support/remote-signer';

const user = pubkeyOf('user');
const event = { pubkey: user, kind: 1, tags: [['t', 'x']], content: 'hello', created_at: 1_700_000_000 };

function startSigner(answers: Partial<Answers> = {}) {
  const fake = startFakeSigner('signer', { ...honest('user'), ...answers } as Answers);
  const link = createLink({
    client: clientOf('client'),
    signerPubkey: pubkeyOf('signer'),
    relays: ['wss://a.example/'],
    openChannel: fake.openChannel,
    onChange: () => undefined,
    onRelays: () => undefined,
  });
  return { signer: createRemoteSigner(user, () => link), fake, link };
}

describe('a remote signer', () => {
  it('signs what it is asked, and hears no more than the template', async () => {
    const { signer, fake } = startSigner();
    const signed = await signer.signEvent(event);
    expect(signed).toMatchObject(event);
    expect(verifyEvent(fresh(signed))).toBe(true);
    const asked = fake.asked.find(({ method }) => method === 'sign_event');
    const { kind, tags, content, created_at } = event;
    expect(JSON.parse(asked?.params[0] ?? '')).toEqual({ kind, tags, content, created_at });
  });

  it('encrypts and decrypts under NIP-44', async () => {
    const { signer } = startSigner();
    for (let n = 0; n < 20; n += 1) {
      const sealed = await signer.nip44.encrypt(pubkeyOf('bob'), `text ${n}`);
      expect(await signer.nip44.decrypt(pubkeyOf('bob'), sealed)).toBe(`text ${n}`);
    }
  });

  it('refuses NIP-04 at once, and nothing is sent', async () => {
    const { signer, fake } = startSigner();
    expect(signer.refusal('nip04.encrypt')).toContain('NIP-44 only');
    expect(signer.refusal('nip04.decrypt')).toContain('NIP-44 only');
    expect(signer.refusal('signEvent')).toBeUndefined();
    await expect(signer.nip04.encrypt(pubkeyOf('bob'), 'x')).rejects.toMatchObject({ code: 'unsupported' });
    await expect(signer.nip04.decrypt(pubkeyOf('bob'), 'x')).rejects.toMatchObject({ code: 'unsupported' });
    expect(fake.asked.some(({ method }) => method.startsWith('nip04'))).toBe(false);
  });

  it('is disconnected when its link is gone, and connecting to look at', async () => {
    const signer = createRemoteSigner(user, () => undefined);
    await expect(signer.signEvent(event)).rejects.toMatchObject({ code: 'disconnected' });
    expect(signer.health?.()).toEqual({ state: 'connecting' });
  });
});

describe('a hostile remote signer', () => {
  const signed = signAs('user', event);
  const own = (change: Partial<NostrEvent>) => signAs('user', { ...event, ...change });

  it.each<[string, unknown]>([
    ['another content', own({ content: 'other' })],
    ['other tags', own({ tags: [] })],
    ['another kind', own({ kind: 0 })],
    ['another time', own({ created_at: 1 })],
    ['an event of its own', signAs('signer', event)],
    ['the account put in by hand', { ...signAs('signer', event), pubkey: user }],
    ['a junk signature', { ...signed, sig: '0'.repeat(128) }],
    ['the signature of another event', { ...signed, sig: own({ content: 'other' }).sig }],
    ['a changed content under the old id', { ...signed, content: 'other' }],
    [
      'a changed content under its own id',
      { ...signed, content: 'other', id: toEventId({ ...signed, content: 'other' }) },
    ],
    ['no signature', { ...signed, sig: undefined }],
    ['a list', [signed]],
    ['a text', 'ack'],
    ['null', null],
  ])('gets nothing through with %s', async (_what, result) => {
    const { signer } = startSigner({ sign_event: () => ({ result: JSON.stringify(result) }) });
    await expect(signer.signEvent(event)).rejects.toMatchObject({ code: 'signer-mismatch' });
  });

  it.each([
    ['no result', { result: null }],
    ['no JSON', { result: '{' }],
  ])('gets nothing through with %s', async (_what, answer) => {
    const { signer } = startSigner({ sign_event: () => answer });
    await expect(signer.signEvent(event)).rejects.toMatchObject({ code: 'signer-mismatch' });
  });

  it.each([
    ['a text under NIP-04', nip04.encrypt(secretOf('user'), pubkeyOf('bob'), 'x')],
    ['the plaintext', 'a secret'],
    ['an empty text', ''],
    ['nothing', null],
  ])('does not pass off %s as NIP-44', async (_what, result) => {
    const { signer } = startSigner({ nip44_encrypt: () => ({ result }) });
    await expect(signer.nip44.encrypt(pubkeyOf('bob'), 'a secret')).rejects.toMatchObject({
      code: 'signer-mismatch',
    });
  });

  it('cannot decrypt to nothing at all', async () => {
    const { signer } = startSigner({ nip44_decrypt: () => ({ result: null }) });
    await expect(signer.nip44.decrypt(pubkeyOf('bob'), 'x')).rejects.toMatchObject({
      code: 'signer-mismatch',
    });
  });
});
