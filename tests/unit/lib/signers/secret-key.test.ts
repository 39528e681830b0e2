import * as nip04 from 'nostr-tools/nip04';
import * as nip44 from 'nostr-tools/nip44';
import { verifyEvent } from 'nostr-tools/pure';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeRecords } from '#lib/storage/database';
import { createSecretKeySigner } from '#lib/signers/secret-key';
import type { Signer } from '#lib/signers/signer';
import { fresh, pubkeyOf, secretOf } from '../../support/keys';
import { startOpenWorker, type Worker } from '../../support/rooms';

let worker: Worker;
let signer: Signer;
beforeAll(async () => {
  worker = await startOpenWorker();
  const record = await worker.secrets.seal('one', pubkeyOf('ada'), secretOf('ada'));
  await writeRecords(worker.database, { put: [record] });
  signer = createSecretKeySigner(pubkeyOf('ada'), worker.secrets.of('one', pubkeyOf('ada')));
});

const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];

describe('a signer with a secret key', () => {
  it('signs what others verify, on a copy that remembers nothing', async () => {
    const event = {
      pubkey: ada,
      kind: 1,
      tags: [['t', 'gems']],
      content: 'hello',
      created_at: 1_700_000_000,
    };
    const signed = fresh(await signer.signEvent(event));
    expect(signed).toMatchObject(event);
    expect(Object.keys(signed)).toHaveLength(7);
    expect(verifyEvent(signed)).toBe(true);
    expect(verifyEvent(fresh({ ...signed, content: 'x' }))).toBe(false);
  });

  it('leaves what it was given as it was', async () => {
    const event = { pubkey: ada, kind: 1, tags: [['t']], content: '', created_at: 1 };
    const before = structuredClone(event);
    await signer.signEvent(event);
    expect(event).toEqual(before);
  });

  it('shows its pubkey and not its key', () => {
    expect(Object.keys(signer).toSorted()).toEqual(['nip04', 'nip44', 'pubkey', 'refusal', 'signEvent']);
    expect(signer.pubkey).toBe(ada);
    expect(JSON.stringify(signer)).toBe(JSON.stringify({ pubkey: ada, nip04: {}, nip44: {} }));
  });

  it('signs nothing while locked', async () => {
    const other = await startOpenWorker();
    const record = await other.secrets.seal('one', ada, secretOf('ada'));
    await writeRecords(other.database, { put: [record] });
    const locked = createSecretKeySigner(ada, other.secrets.of('one', ada));
    await other.vault.lock();
    const event = { pubkey: ada, kind: 1, tags: [], content: '', created_at: 1 };
    await expect(locked.signEvent(event)).rejects.toMatchObject({ code: 'locked' });
    await expect(locked.nip44.encrypt(bob, 'hello')).rejects.toMatchObject({ code: 'locked' });
  });
});

describe.each(['', 'hello', 'Zoë 💎\n\u0000', 'x'.repeat(40_000)])('NIP-04 with %.12j', (text) => {
  it('is read by the other party, and the other way round', async () => {
    const sent = await signer.nip04.encrypt(bob, text);
    expect(nip04.decrypt(secretOf('bob'), ada, sent)).toBe(text);
    expect(await signer.nip04.decrypt(bob, nip04.encrypt(secretOf('bob'), ada, text))).toBe(text);
  });
});

describe.each(['a', 'hello', 'Zoë 💎\n\u0000', 'x'.repeat(40_000)])('NIP-44 with %.12j', (text) => {
  const key = () => nip44.getConversationKey(secretOf('bob'), ada);

  it('is read by the other party, and the other way round', async () => {
    expect(nip44.decrypt(await signer.nip44.encrypt(bob, text), key())).toBe(text);
    expect(await signer.nip44.decrypt(bob, nip44.encrypt(text, key()))).toBe(text);
  });
});

describe('text that is not for this key', () => {
  const invalid = {
    code: 'invalid',
    message: 'this text cannot be encrypted or decrypted between these two keys',
  };

  it.each(['', 'hello', 'AgAAAA==', '?iv=', 'abc?iv=abc', '#', 'A'.repeat(200)])(
    'is refused in one sentence: %j',
    async (text) => {
      await expect(signer.nip44.decrypt(bob, text)).rejects.toMatchObject(invalid);
      await expect(signer.nip04.decrypt(bob, text)).rejects.toMatchObject(invalid);
    },
  );

  it('is refused when it is for others, altered, or for nobody', async () => {
    const others = nip44.encrypt('secret', nip44.getConversationKey(secretOf('bob'), eve));
    await expect(signer.nip44.decrypt(bob, others)).rejects.toMatchObject(invalid);
    const sent = await signer.nip44.encrypt(bob, 'secret');
    const altered = sent.slice(0, 80) + (sent[80] === 'A' ? 'B' : 'A') + sent.slice(81);
    await expect(signer.nip44.decrypt(bob, altered)).rejects.toMatchObject(invalid);
    await expect(signer.nip44.encrypt('f'.repeat(64), 'x')).rejects.toMatchObject(invalid);
    await expect(signer.nip04.encrypt('f'.repeat(64), 'x')).rejects.toMatchObject(invalid);
  });
});
