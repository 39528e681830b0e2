/** A thief who changes the header of the vault, the count of wrong passwords, or what outlives the worker. */
import { expect, PASSWORD, type Arena } from '../arena';
import { attack } from '../attack';
import { headerOf, passwordWrapOf, readDisk, withDisk, writeDisk, type Disk } from './disk';

declare const chrome: { storage: { session: { get(): Promise<Record<string, unknown>> } } };

const CIPHER = 'lib/vault/cipher.ts';
const ATTEMPTS = 'lib/vault/attempts.ts';

const outcomeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'it worked',
    (error: unknown) => (error as Error).message,
  );

/** What comes of the right password. */
const unlock = ({ facet }: Arena): Promise<string> => outcomeOf(facet.ui.unlock(PASSWORD));

/** Cheap for whoever tries it. */
const CHEAP = { memory: 8, iterations: 1, parallelism: 1 };

for (const [what, kdf] of [
  ['more rounds than any machine has time for', { ...CHEAP, iterations: 21 }],
  ['no rounds', { ...CHEAP, iterations: 0 }],
  ['more lanes than there are', { ...CHEAP, memory: 64, parallelism: 5 }],
  ['less memory than its lanes need', { ...CHEAP, memory: 7 }],
  ['a short salt', { ...CHEAP, salt: [1, 2, 3, 4, 5, 6, 7, 8] }],
  ['another function', { ...CHEAP, name: 'pbkdf2' }],
] as const) {
  attack(
    `a thief with the disk has Facet derive a key with ${what}`,
    { file: CIPHER, says: 'if (!withinCaps)', without: 'if (kdf === undefined)' },
    (arena) =>
      withDisk(
        arena,
        (disk) => Object.assign(passwordWrapOf(disk).kdf, kdf),
        async () => {
          expect(await unlock(arena)).toBe('the vault names a key derivation that Facet does not run');
        },
      ),
  );
}

attack(
  'a thief with the disk has a header of an unknown version opened as if it were known',
  {
    file: 'lib/vault/header.ts',
    says: 'if (header.version === 1) return header;',
    without: 'if (header) return header;',
  },
  (arena) =>
    withDisk(
      arena,
      (disk) => Object.assign(headerOf(disk), { version: 2 }),
      async () => {
        expect(await unlock(arena)).toContain('made by a newer Facet');
        expect(headerOf(await readDisk(arena))).toMatchObject({ version: 2 });
      },
    ),
);

attack(
  'a thief with an old header opens what was sealed after the password was changed',
  {
    file: 'lib/vault/header.ts',
    says: 'const dek = randomBytes(32);',
    without: 'const dek = new Uint8Array(32).fill(7);',
  },
  async (arena) => {
    const { ui } = arena.facet;
    const old = await readDisk(arena);
    await ui.changePassword(PASSWORD, 'another horse battery');
    try {
      await withOldHeader(arena, old);
    } finally {
      await ui.changePassword('another horse battery', PASSWORD);
    }
  },
);

async function withOldHeader(arena: Arena, old: Disk): Promise<void> {
  const { facet } = arena;
  const now = await readDisk(arena);
  const restart = async (disk: Disk) => {
    await facet.ui.lock();
    await writeDisk(arena, disk);
    await facet.stopWorker();
  };
  await restart({ ...now, vault: old.vault });
  const came = await unlock(arena);
  await restart(now);
  await facet.ui.unlock('another horse battery');
  expect(came).toContain('damaged');
}

const failed = (count: number, wait: number) => (disk: Disk) => {
  disk.vault['attempts'] = { failed: count, retryAt: Date.now() + wait };
};

attack(
  'a thief with the keyboard ends the wait after wrong passwords with the browser',
  { file: ATTEMPTS, says: 'if (wait > 0) {', without: 'if (wait > Infinity) {' },
  (arena) =>
    withDisk(arena, failed(6, 60_000), async () => {
      expect(await unlock(arena)).toMatch(/^too many wrong passwords; try again in (60|5\d) s$/);
    }),
);

attack(
  'a thief with the disk keeps the owner out for a year',
  {
    file: ATTEMPTS,
    says: 'const wait = Math.min(retryAt - Date.now(), LONGEST_WAIT);',
    without: 'const wait = retryAt - Date.now();',
  },
  (arena) =>
    withDisk(arena, failed(6, 365 * 24 * 3_600_000), async () => {
      expect(await unlock(arena)).toMatch(/try again in (300|29\d) s$/);
    }),
);

attack(
  'a thief with the keyboard tries one password after another without a wait',
  {
    file: ATTEMPTS,
    says: 'await setAttempts(database, { failed: failed + 1, retryAt: Date.now() + pause });',
    without: '',
  },
  (arena) =>
    withDisk(
      arena,
      // the wait of a try that is one of many is long enough to be seen
      failed(9, 0),
      async () => {
        const { ui } = arena.facet;
        expect(await outcomeOf(ui.unlock('a wrong password'))).toBe('that is not the password');
        expect(await outcomeOf(ui.unlock('another wrong one'))).toMatch(/^too many wrong passwords/);
      },
    ),
);

attack(
  'a thief who takes the machine after the lock finds the key in what outlives the worker',
  {
    file: 'lib/vault/vault.ts',
    says: 'const removed = unlockedItem.remove();',
    without: 'const removed = Promise.resolve();',
  },
  async (arena) => {
    const { facet } = arena;
    const page = await facet.open('manifest.json');
    const kept = async () => Object.keys(await page.evaluate(() => chrome.storage.session.get()));
    expect(await kept()).toContain('unlocked');
    await facet.ui.lock();
    try {
      expect(await kept()).not.toContain('unlocked');
    } finally {
      await facet.ui.unlock(PASSWORD);
      await page.close();
    }
  },
);
