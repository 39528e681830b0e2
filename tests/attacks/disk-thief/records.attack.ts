/** A thief who changes the records of the vault, and waits for the owner to open it. */
import { people } from '../../../scripts/demo/people';
import { expect, PASSWORD, type Arena } from '../arena';
import { attack } from '../attack';
import { readDisk, withDisk, type Disk, type Stored } from './disk';
import type { SealedRecord } from '../../../lib/storage/database';

const { alice, ines } = people;
const RECORDS = 'lib/vault/records.ts';

type Record = Stored<SealedRecord>;

const DAMAGE = {
  file: RECORDS,
  says: "if (!plaintext) throw new FacetError('internal', 'a vault record is damaged; nothing was changed');",
  without: 'if (!plaintext) return new Uint8Array(32).fill(1);',
};

/** The records of keys: which of them is whose is not to be read. */
const keysOf = ({ records }: Disk): Record[] =>
  Object.values(records).filter(({ type }) => type === 'account');

/** What Facet gives out as the keys of Alice and Ines. */
const reveal = ({ facet }: Arena): Promise<string[]> =>
  Promise.all(
    [alice, ines].map(({ pubkey }) =>
      facet.ui.revealSecretKey(pubkey, PASSWORD).then(
        ({ nsec }) => nsec,
        (error: unknown) => (error as Error).message,
      ),
    ),
  );

for (const [what, change] of [
  ['a bit of the ciphertext', ({ ciphertext }: Record) => (ciphertext[3]! ^= 1)],
  ['a bit of its tag', ({ ciphertext }: Record) => (ciphertext[ciphertext.length - 1]! ^= 128)],
  ['a bit of the nonce', ({ iv }: Record) => (iv[0]! ^= 1)],
  ['its length', ({ ciphertext }: Record) => ciphertext.pop()],
  ['the number of its generation', (record: Record) => (record.generation += 1)],
] as const) {
  attack(`a thief with the disk changes ${what} of a key, and Facet uses it`, DAMAGE, (arena) =>
    withDisk(
      arena,
      (disk) => keysOf(disk).forEach(change),
      async () => {
        await arena.facet.ui.unlock(PASSWORD);
        expect(await reveal(arena)).toEqual(Array(2).fill('a vault record is damaged; nothing was changed'));
      },
    ),
  );
}

attack(
  'a thief with the disk gives one account the key of another',
  {
    file: RECORDS,
    says: '  id,\n  type,\n  pubkey,\n  generation,\n];',
    without: '  type,\n  generation,\n];',
  },
  (arena) =>
    withDisk(
      arena,
      (disk) => {
        const [one, other] = keysOf(disk) as [Record, Record];
        [one.id, other.id] = [other.id, one.id];
        Object.assign(disk.records, { [one.id]: one, [other.id]: other });
      },
      async () => {
        await arena.facet.ui.unlock(PASSWORD);
        expect(await reveal(arena)).not.toContain(alice.nsec);
        expect(await reveal(arena)).not.toContain(ines.nsec);
      },
    ),
);

attack(
  'a thief with the disk has an old state count as the newest',
  {
    file: RECORDS,
    says: '  pubkey,\n  generation,\n];',
    without: '  pubkey,\n];',
  },
  (arena) =>
    withDisk(
      arena,
      ({ records }) => {
        const state = Object.values(records).find(({ type }) => type === 'state');
        if (state) state.generation += 1_000;
      },
      async () => {
        await expect(arena.facet.ui.unlock(PASSWORD)).rejects.toThrow('damaged');
      },
    ),
);

attack(
  'a thief with the disk takes the rules away, and Facet begins anew over the same keys',
  {
    file: 'lib/vault/state-store.ts',
    says: "throw new FacetError('internal', 'the state of the vault is missing; its keys are kept as they are');",
    without: 'return { state: { ...createState(), run: await getRun() }, generation: 0 };',
  },
  (arena) =>
    withDisk(
      arena,
      ({ records }) => {
        for (const { id, type } of Object.values(records)) if (type === 'state') delete records[id];
      },
      async (before) => {
        await expect(arena.facet.ui.unlock(PASSWORD)).rejects.toThrow('missing');
        expect(keysOf(await readDisk(arena))).toEqual(keysOf(before));
      },
    ),
);

attack(
  'a thief with the disk has a record of an unknown version opened as if it were known',
  { file: RECORDS, says: 'if (record.version !== 1) {', without: 'if (record.version === undefined) {' },
  (arena) =>
    withDisk(
      arena,
      (disk) => keysOf(disk).forEach((record) => Object.assign(record, { version: 2 })),
      async () => {
        await arena.facet.ui.unlock(PASSWORD);
        const newer = 'this record was made by a newer Facet; its bytes are kept as they are';
        expect(await reveal(arena)).toEqual([newer, newer]);
      },
    ),
);

for (const [what, traces] of [
  ['which accounts there are', [alice, ines].flatMap(({ pubkey, npub }) => [pubkey, npub])],
  ['what they are called', [alice, ines].map(({ name }) => name)],
  ['which websites know them', ['site-']],
  [
    'a secret key',
    [alice, ines].flatMap(({ nsec, secretKey }) => [nsec, Buffer.from(secretKey).toString('hex')]),
  ],
] as const) {
  attack(
    `a thief with the disk reads ${what}`,
    {
      file: RECORDS,
      says: 'return { id: name.id, version: 1, type: name.type, generation: name.generation, ...sealed };',
      without:
        'return { ...{ id: name.id, version: 1, type: name.type, generation: name.generation, ...sealed }, ...{ name, plaintext: [...plaintext].map((byte) => byte.toString(16).padStart(2, "0")).join(""), text: new TextDecoder().decode(plaintext) } };',
    },
    async (arena) => {
      await arena.site.connect();
      await arena.facet.ui.renameAccount(ines.pubkey, ines.name);
      const disk = JSON.stringify(await readDisk(arena));
      expect(disk).toContain('ciphertext');
      for (const trace of traces) expect(disk).not.toContain(trace);
    },
  );
}
