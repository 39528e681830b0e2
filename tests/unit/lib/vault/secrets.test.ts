import { decrypt } from 'nostr-tools/nip49';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeRecords } from '#lib/storage/database';
import { toNcryptsec } from '#lib/vault/ncryptsec';
import { pubkeyOf, secretOf } from '../../support/keys';
import { PASSWORD, startOpenWorker, type Worker } from '../../support/rooms';

const ada = pubkeyOf('ada');
const zero = new Uint8Array(32);
let worker: Worker;
beforeEach(async () => {
  worker = await startOpenWorker();
  const record = await worker.secrets.seal('one', ada, secretOf('ada'));
  await writeRecords(worker.database, { put: [record] });
});

describe('a secret key of the vault', () => {
  it('is lent for one use and wiped after it', async () => {
    let lent = new Uint8Array();
    const used = await worker.secrets.of(
      'one',
      ada,
    )((key) => {
      lent = key as Uint8Array<ArrayBuffer>;
      return Buffer.from(key).toString('hex');
    });
    expect(used).toBe(Buffer.from(secretOf('ada')).toString('hex'));
    expect(lent).toEqual(zero);
  });

  it('is read from the disk once', async () => {
    const use = () => worker.secrets.of('one', ada)(() => 'used');
    expect(await use()).toBe('used');
    await worker.database.delete('records', 'one');
    expect(await use()).toBe('used');
  });

  it('is there until a use that takes its time has ended', async () => {
    let lent = zero;
    await worker.secrets.of(
      'one',
      ada,
    )(async (key) => {
      lent = key as Uint8Array<ArrayBuffer>;
      await new Promise(setImmediate);
      expect(key).toEqual(secretOf('ada'));
    });
    expect(lent).toEqual(zero);
  });

  it('is wiped when the use fails, at once or later', async () => {
    const lent: Uint8Array[] = [];
    const fail = (key: Uint8Array): never => {
      lent.push(key);
      throw new RangeError('no');
    };
    await expect(worker.secrets.of('one', ada)(fail)).rejects.toThrow(RangeError);
    await expect(
      worker.secrets.of(
        'one',
        ada,
      )(async (key) => {
        await Promise.resolve();
        fail(key);
      }),
    ).rejects.toThrow(RangeError);
    expect(lent).toEqual([zero, zero]);
  });

  it('is lent again, each time as its own bytes', async () => {
    const lend = worker.secrets.of('one', ada);
    const same = await lend((first) => lend((second) => first === second || first.buffer === second.buffer));
    expect(same).toBe(false);
  });

  it('is not lent while locked, however warm it is', async () => {
    const lend = worker.secrets.of('one', ada);
    await lend(() => undefined);
    await worker.vault.lock();
    await expect(lend(() => 'used')).rejects.toMatchObject({ code: 'locked' });
  });

  it('is not lent as the key of another account', async () => {
    await expect(worker.secrets.of('one', pubkeyOf('eve'))(() => 'used')).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it('is gone when its record is gone and forgotten', async () => {
    const lend = worker.secrets.of('one', ada);
    await lend(() => undefined);
    await writeRecords(worker.database, { remove: ['one'] });
    worker.secrets.forget('one');
    await expect(lend(() => 'used')).rejects.toMatchObject({ code: 'internal' });
  });

  it('leaves as NIP-49 text that others can open with the password in any form', async () => {
    const password = 'Zoe\u0308 finds gems';
    const text = await toNcryptsec(worker.secrets.of('one', ada), password);
    expect(text).toMatch(/^ncryptsec1/);
    expect(decrypt(text, 'Zo\u00EB finds gems')).toEqual(secretOf('ada'));
    expect(() => decrypt(text, PASSWORD)).toThrow();
  });
});
