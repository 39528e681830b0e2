/** Everything a thief can do to the bytes of a stored vault, tried on all of them, and what Facet then says. */
import { beforeAll, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { PasswordWrap, SealedRecord, VaultHeader } from '#lib/storage/database';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { PASSWORD, startOpenWorker, startWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
let database: Worker['database'];
let header: VaultHeader;
let records: SealedRecord[];
beforeAll(async () => {
  const worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada', 'work'), newAccountOf('bob')]);
  await worker.store.change((draft) => {
    draft.settings.relays = ['wss://relay.example'];
  });
  ({ database } = worker);
  header = (await database.get('vault', 'header')) as VaultHeader;
  records = await database.getAll('records');
});

const disk = async () => [await database.get('vault', 'header'), await database.getAll('records')];

async function store(nextHeader: VaultHeader, nextRecords: readonly SealedRecord[]): Promise<void> {
  await fakeBrowser.storage.session.clear();
  const transaction = database.transaction(['vault', 'records'], 'readwrite');
  await transaction.objectStore('vault').clear();
  await transaction.objectStore('vault').put(nextHeader, 'header');
  await transaction.objectStore('records').clear();
  for (const record of nextRecords) await transaction.objectStore('records').put(record);
  await transaction.done;
}

/** A new worker on this disk, unlocked as the page does it: what went wrong, and what was loaded all the same. */
async function openVault(): Promise<{ error: string | undefined; worker: Worker }> {
  const worker = startWorker(database);
  await worker.vault.restore();
  try {
    await worker.vault.unlock(PASSWORD);
    await worker.store.load();
    worker.sessions.restore();
    return { error: undefined, worker };
  } catch (error) {
    return { error: (error as { code: string }).code, worker };
  }
}

/** Stores it, opens it, and sees that it is refused with one of `codes`, nothing loaded, every byte kept. */
async function expectRefused(codes: string[], nextHeader: VaultHeader, nextRecords = records): Promise<void> {
  await store(nextHeader, nextRecords);
  const before = await disk();
  const { error, worker } = await openVault();
  expect(codes).toContain(error);
  expect(worker.store.isOpen).toBe(false);
  expect(worker.sessions.all).toEqual([]);
  expect(await disk()).toEqual(before);
}

const flip = (bytes: Uint8Array, at: number) => {
  bytes[at] = (bytes[at] ?? 0) ^ 0x80;
};
const wrapOf = ({ wraps }: VaultHeader) => wraps[0] as PasswordWrap;
const withHeader = (change: (copy: VaultHeader) => void): VaultHeader => {
  const copy = structuredClone(header);
  change(copy);
  return copy;
};
const withRecord = (id: string, change: (copy: SealedRecord) => void): SealedRecord[] => {
  const copies = structuredClone(records);
  for (const record of copies) if (record.id === id) change(record);
  return copies;
};
const find = (id: string) => records.find((record) => record.id === id) as SealedRecord;

it('a vault that nobody touched opens', async () => {
  await store(header, records);
  const { error, worker } = await openVault();
  expect(error).toBeUndefined();
  expect(worker.sessions.all.map(({ pubkey }) => pubkey)).toEqual([ada, bob]);
});

describe('the header', () => {
  const parts: [string, (from: VaultHeader) => Uint8Array][] = [
    ['vault id', ({ vaultId }) => vaultId],
    ['iv', (from) => wrapOf(from).iv],
    ['wrapped DEK', (from) => wrapOf(from).ciphertext],
    ['salt', (from) => wrapOf(from).kdf.salt],
  ];

  it.each(parts)(
    'is refused, whichever byte of its %s was changed',
    { timeout: 60_000 },
    async (_name, part) => {
      for (let at = 0; at < part(header).length; at += 1) {
        await expectRefused(
          ['denied'],
          withHeader((copy) => flip(part(copy), at)),
        );
      }
    },
  );

  const cuts: [string, string[], (copy: VaultHeader, length: number) => void][] = [
    ['vault id', ['denied'], (copy, length) => (copy.vaultId = copy.vaultId.slice(0, length))],
    ['iv', ['denied'], (copy, length) => (wrapOf(copy).iv = wrapOf(copy).iv.slice(0, length))],
    [
      'wrapped DEK',
      ['denied'],
      (copy, length) => (wrapOf(copy).ciphertext = wrapOf(copy).ciphertext.slice(0, length)),
    ],
    [
      'salt',
      ['invalid'],
      ({ wraps: [wrap] }, length) => {
        if (wrap?.type === 'password') wrap.kdf.salt = wrap.kdf.salt.slice(0, length);
      },
    ],
  ];

  it.each(cuts)('is refused, wherever its %s was cut off', async (name, codes, cut) => {
    const part = parts.find(([other]) => other === name)?.[1];
    for (let length = 0; length < (part?.(header).length ?? 0); length += 1) {
      await expectRefused(
        codes,
        withHeader((copy) => cut(copy, length)),
      );
    }
  });

  it.each([
    ['half the memory', { memory: 32 * 1024 }],
    ['next to no memory', { memory: 8 }],
    ['one iteration', { iterations: 1 }],
    ['two lanes', { parallelism: 2 }],
    ['too much memory', { memory: 2 ** 31 }],
    ['endless iterations', { iterations: 2 ** 31 }],
    ['no memory', { memory: 0 }],
    ['half an iteration', { iterations: 0.5 }],
    ['another name', { name: 'argon2d' }],
    ['an iteration and a half', { iterations: 1.5 }],
    ['a longer salt', { salt: new Uint8Array(17) }],
  ])('that names a derivation with %s is refused', async (_name, change) => {
    await expectRefused(
      ['denied', 'invalid'],
      withHeader((copy) => Object.assign(wrapOf(copy).kdf, change)),
    );
  });

  it.each([
    ['another version', 'unsupported', (copy: VaultHeader) => Object.assign(copy, { version: 2 })],
    ['no way in', 'unsupported', (copy: VaultHeader) => Object.assign(copy, { wraps: [] })],
    ['an unknown way in', 'unsupported', (copy: VaultHeader) => Object.assign(wrapOf(copy), { type: 'x' })],
  ])('with %s is refused', async (_name, code, change) => {
    await expectRefused(
      [code],
      withHeader((copy) => void change(copy)),
    );
  });
});

describe('the record of the state', () => {
  it.each(['iv', 'ciphertext'] as const)(
    'is refused, whichever byte of its %s was changed',
    { timeout: 60_000 },
    async (part) => {
      for (let at = 0; at < find('state')[part].length; at += 1) {
        await expectRefused(
          ['internal'],
          header,
          withRecord('state', (record) => flip(record[part], at)),
        );
      }
    },
  );

  it('is refused, wherever it was cut off', { timeout: 60_000 }, async () => {
    for (let length = 0; length < find('state').ciphertext.length; length += 1) {
      const cut = find('state').ciphertext.slice(0, length);
      await expectRefused(
        ['internal'],
        header,
        withRecord('state', (record) => Object.assign(record, { ciphertext: cut })),
      );
    }
  });

  it.each([
    ['another version', 'unsupported', { version: 2 }],
    ['another generation', 'internal', { generation: 1 }],
    ['no generation', 'internal', { generation: undefined }],
  ])('with %s is refused', async (_name, code, change) => {
    await expectRefused(
      [code],
      header,
      withRecord('state', (record) => Object.assign(record, change)),
    );
  });

  it('is refused when it is another record, or gone', async () => {
    const [key] = records.filter(({ type }) => type === 'account');
    const { iv, ciphertext } = key as SealedRecord;
    await expectRefused(
      ['internal'],
      header,
      withRecord('state', (record) => Object.assign(record, { iv, ciphertext })),
    );
    await expectRefused(
      ['internal'],
      header,
      records.filter(({ id }) => id !== 'state'),
    );
  });
});

describe('the record of a key', () => {
  /** Whether each account signs. */
  async function signing(nextRecords: SealedRecord[]): Promise<unknown[]> {
    await store(header, nextRecords);
    const before = await disk();
    const { error, worker } = await openVault();
    expect(error).toBeUndefined();
    const results = await Promise.all(
      worker.sessions.all.map(({ pubkey, signer }) =>
        signer.signEvent({ pubkey, kind: 1, tags: [], content: '', created_at: 1 }).then(
          () => 'signed',
          (cause: unknown) => (cause as { code: string }).code,
        ),
      ),
    );
    expect(await disk()).toEqual(before);
    return results;
  }
  const idOf = async (pubkey: string) => {
    await store(header, records);
    const { worker } = await openVault();
    return worker.store.state.accounts.find((account) => account.pubkey === pubkey)?.id ?? '';
  };

  it(
    'is refused for every changed byte and every cut, and hurts nobody else',
    { timeout: 60_000 },
    async () => {
      const id = await idOf(ada);
      for (const part of ['iv', 'ciphertext'] as const) {
        for (let at = 0; at < find(id)[part].length; at += 1) {
          const changed = withRecord(id, (record) => flip(record[part], at));
          expect(await signing(changed)).toEqual(['internal', 'signed']);
          const cut = withRecord(id, (record) =>
            Object.assign(record, { [part]: record[part].slice(0, at) }),
          );
          expect(await signing(cut)).toEqual(['internal', 'signed']);
        }
      }
    },
  );

  it('does not stand in for another one', async () => {
    const [first, second] = [await idOf(ada), await idOf(bob)];
    const swapped = structuredClone(records).map((record) => {
      const other = record.id === first ? second : record.id === second ? first : undefined;
      return other === undefined ? record : { ...record, id: other };
    });
    expect(await signing(swapped)).toEqual(['internal', 'internal']);
    expect(await signing(records.filter(({ id }) => id !== first))).toEqual(['internal', 'signed']);
  });
});
