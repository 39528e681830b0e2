import { beforeAll, describe, expect, it } from 'vitest';
import type { Bytes, PasskeyWrap, VaultHeader } from '#lib/storage/database';
import { randomBytes } from '#lib/vault/cipher';
import { createHeader } from '#lib/vault/header';
import {
  addPasskeyWrap,
  getPasskeyWraps,
  openPasskeyWrap,
  removePasskeyWrap,
  type NewPasskey,
} from '#lib/vault/passkey';
import { newAccountOf } from '../../support/keys';
import { PASSWORD, startOpenWorker, startWorker } from '../../support/rooms';

const createPasskey = (more: Partial<NewPasskey> = {}): NewPasskey => ({
  credentialId: randomBytes(16),
  salt: randomBytes(32),
  secret: randomBytes(32),
  name: 'Blue key',
  ...more,
});

let bare: VaultHeader;
let dek: Bytes;
let header: VaultHeader;
const passkey = createPasskey();
beforeAll(async () => {
  ({ header: bare, dek } = await createHeader(PASSWORD));
  header = await addPasskeyWrap(bare, dek, passkey);
});
const wrapOf = (from: VaultHeader) => getPasskeyWraps(from)[0] as PasskeyWrap;
const open = (from = header, secret = passkey.secret) => openPasskeyWrap(from, wrapOf(header).id, secret);

describe('a passkey', () => {
  it('opens the DEK beside the password, and its secret is not in the header', async () => {
    expect(await open()).toEqual(dek);
    expect(header.wraps.map(({ type }) => type)).toEqual(['password', 'passkey']);
    expect(wrapOf(header)).toMatchObject({ name: 'Blue key', credentialId: passkey.credentialId });
    const text = JSON.stringify(header, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    );
    for (const secret of [passkey.secret, dek])
      expect(text).not.toContain(Buffer.from(secret).toString('hex'));
  });

  it('has the name that was typed without the space around it, or none', async () => {
    const nameOf = async (name: string) =>
      wrapOf(await addPasskeyWrap(bare, dek, createPasskey({ name }))).name;
    expect([await nameOf(' Blue key '), await nameOf('  ')]).toEqual(['Blue key', undefined]);
  });

  it.each([
    ['another secret', randomBytes(32)],
    ['a secret of zeros', new Uint8Array(32)],
    ['half of it', passkey.secret.slice(0, 16)],
    ['nothing', new Uint8Array()],
  ])('is not opened by %s', async (_name, secret) => {
    expect(await open(header, secret)).toBeUndefined();
  });

  it('does not open another vault, nor one that has its id', async () => {
    const other = await createHeader(PASSWORD);
    expect(await open({ ...other.header, wraps: header.wraps })).toBeUndefined();
    expect(await open({ ...header, vaultId: randomBytes(16) })).toBeUndefined();
    expect(await openPasskeyWrap(header, 'no such id', passkey.secret)).toBeUndefined();
  });

  it.each(['credentialId', 'salt', 'iv', 'ciphertext'] as const)(
    'is not opened, whichever byte of its %s was changed',
    async (part) => {
      for (let at = 0; at < wrapOf(header)[part].length; at += 1) {
        const changed = structuredClone(header);
        const bytes = wrapOf(changed)[part];
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        expect(await open(changed)).toBeUndefined();
      }
    },
  );

  it.each([
    ['name', { name: 'Red key' }],
    ['time', { addedAt: 1 }],
    ['type', { type: 'password' }],
  ])('is not opened under another %s', async (_name, change) => {
    const changed = structuredClone(header);
    Object.assign(wrapOf(changed), change);
    expect(await open(changed)).toBeUndefined();
  });

  it.each([
    ['a short secret', { secret: randomBytes(31) }],
    ['a long secret', { secret: randomBytes(33) }],
    ['no credential', { credentialId: randomBytes(0) }],
    ['a credential that is too long', { credentialId: randomBytes(1024) }],
    ['a short salt', { salt: randomBytes(31) }],
  ])('with %s is not added', async (_name, change) => {
    await expect(addPasskeyWrap(bare, dek, createPasskey(change))).rejects.toMatchObject({ code: 'invalid' });
  });

  it('can be one of twenty, and of no more', async () => {
    let full = bare;
    for (let count = 0; count < 20; count += 1) full = await addPasskeyWrap(full, dek, createPasskey());
    expect(getPasskeyWraps(full)).toHaveLength(20);
    await expect(addPasskeyWrap(full, dek, createPasskey())).rejects.toThrow('there are 20 passkeys');
  });

  it('is removed by itself, and the password never is', async () => {
    const two = await addPasskeyWrap(header, dek, createPasskey({ name: undefined }));
    const left = removePasskeyWrap(two, wrapOf(header).id);
    expect(left.wraps.map(({ type }) => type)).toEqual(['password', 'passkey']);
    expect(getPasskeyWraps(left)).toHaveLength(1);
    expect(await open(left)).toBeUndefined();
    expect(() => removePasskeyWrap(bare, 'password')).toThrow('no such passkey');
  });
});

describe('a vault with a passkey', () => {
  it('is opened by it, whatever wrong passwords did, and the count of those stays', async () => {
    const worker = await startOpenWorker();
    await worker.sessions.add([newAccountOf('ada')]);
    const made = createPasskey();
    const secret = made.secret.slice();
    await worker.vault.addPasskey(PASSWORD, made);
    expect(made.secret).toEqual(new Uint8Array(32));
    await worker.vault.lock();
    for (let wrong = 0; wrong < 3; wrong += 1) {
      await expect(worker.vault.unlock('correct horse batterx')).rejects.toMatchObject({ code: 'denied' });
    }
    const { retryAt } = worker.vault;
    expect(retryAt).toBeGreaterThan(0);

    const next = startWorker(worker.database);
    await next.vault.restore();
    const [known] = next.vault.passkeys;
    const id = known?.id ?? '';
    await expect(next.vault.unlockWithPasskey(id, randomBytes(32))).rejects.toMatchObject({ code: 'denied' });
    expect(next.vault.status).toBe('locked');
    await next.vault.unlockWithPasskey(id, secret);
    expect(secret).toEqual(new Uint8Array(32));
    await next.store.load();
    expect(next.store.state.accounts).toHaveLength(1);
    expect(next.vault.retryAt).toBe(retryAt);
    expect(await next.database.get('vault', 'attempts')).toMatchObject({ failed: 3 });
  });

  it('takes one only for its password, and only while it is open', async () => {
    const { vault } = await startOpenWorker();
    const refused = createPasskey();
    await expect(vault.addPasskey('correct horse batterx', refused)).rejects.toMatchObject({
      code: 'denied',
    });
    expect(refused.secret).toEqual(new Uint8Array(32));
    await vault.lock();
    await expect(vault.addPasskey(PASSWORD, createPasskey())).rejects.toMatchObject({ code: 'locked' });
    await expect(vault.removePasskey('any')).rejects.toMatchObject({ code: 'locked' });
    expect(vault.passkeys).toEqual([]);
  });

  it('loses all of them with another password', async () => {
    const { vault, store } = await startOpenWorker();
    const made = createPasskey();
    const secret = made.secret.slice();
    await vault.addPasskey(PASSWORD, made);
    const id = vault.passkeys[0]?.id ?? '';
    await vault.changePassword(PASSWORD, 'another horse battery', store.reseal);
    expect(vault.passkeys).toEqual([]);
    await expect(vault.unlockWithPasskey(id, secret)).rejects.toMatchObject({ code: 'denied' });
  });
});
