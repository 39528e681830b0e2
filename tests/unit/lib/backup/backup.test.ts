import { beforeAll, describe, expect, it } from 'vitest';
import { createBackup } from '#lib/backup/create';
import { openBackup } from '#lib/backup/open';
import { connect } from '#lib/permissions/permissions';
import { MAX_BACKUP } from '#lib/rpc/backup';
import type { State, StoredAccount } from '#lib/storage/state';
import { fresh, newAccountOf, pubkeyOf, secretOf, signAs } from '../../support/keys';
import { startOpenWorker, type Worker } from '../../support/rooms';

const FILE_PASSWORD = 'a file of its own';
const CREATED = 1_700_000_000_000;
const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];

interface File {
  format: string;
  version: number;
  createdAt: number;
  vaultId: string;
  wrap: {
    type: string;
    kdf: { name: string; memory: number; iterations: number; parallelism: number; salt: string };
    iv: string;
    ciphertext: string;
  };
  payload: { iv: string; ciphertext: string };
}

const BLOCKED = 'https://spam.example';
const SET: Partial<State> = {
  blocked: { [BLOCKED]: { since: 5 }, 'https://loud.example': { since: 6, until: 7 } },
  appearance: { onlyChosen: true, chosen: ['https://a.example'], hidden: [BLOCKED], first: [] },
  links: { own: ['https://client.example/{}'], client: 'https://client.example/{}' },
};
const copies = [signAs('ada', { kind: 3, created_at: 2 }), signAs('ada', { kind: 3, created_at: 1 })];

let worker: Worker;
let text: string;
const make = () => {
  const { state } = worker.store;
  const names = new Map([[bob, 'Bob of the relays']]);
  return createBackup({ state, secrets: worker.secrets, names, copies }, FILE_PASSWORD, CREATED);
};
beforeAll(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada', 'Work'), newAccountOf('bob')]);
  await worker.sessions.add([{ kind: 'watch-only', pubkey: eve }]);
  await worker.store.change((draft) => {
    connect(draft, 'https://a.example', ada, Date.now());
    draft.sites['https://a.example'] = { usedAt: CREATED, pubkey: ada, told: bob };
    draft.settings = {
      relays: ['wss://relay.example/'],
      autoLockMinutes: 7,
      activityDays: 365,
      pictures: true,
    };
    Object.assign(draft, SET);
  });
  text = await make();
});

const open = (changed: string) => openBackup(changed, FILE_PASSWORD);
const read = () => JSON.parse(text) as File;
const edited = (edit: (file: File) => void) => {
  const file = read();
  edit(file);
  return JSON.stringify(file);
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (error: unknown) => (error as { code?: string }).code,
  );

describe('a backup file', () => {
  it('gives back every account and key, and all that was set', async () => {
    const backup = await open(text);
    const { accounts, rules, sites, settings, current } = worker.store.state;
    expect(backup.accounts.map(({ account }) => account)).toEqual(accounts);
    expect(backup.accounts.map(({ name }) => name)).toEqual(['', 'Bob of the relays', '']);
    expect(fresh({ ...backup })).toMatchObject(
      fresh({ rules, sites, settings, current, createdAt: CREATED, copies, ...SET }),
    );
    const keys = await Promise.all(backup.accounts.map((each) => backup.openKey(each)));
    expect(keys).toEqual([secretOf('ada'), secretOf('bob'), undefined]);
  });

  it('shows nothing but how it is opened and when it was made', async () => {
    const { payload, wrap, ...rest } = read();
    expect(rest).toEqual({
      format: 'facet-backup',
      version: 1,
      createdAt: CREATED,
      vaultId: expect.stringMatching(/^[\w+/]{22}==$/) as string,
    });
    expect(Object.keys(payload)).toEqual(['iv', 'ciphertext']);
    expect(wrap).toMatchObject({
      type: 'password',
      kdf: { name: 'argon2id', memory: 65_536, iterations: 3 },
    });
    for (const secret of [
      ada,
      bob,
      eve,
      'Work',
      'a.example',
      'spam',
      'client',
      'relay.example',
      FILE_PASSWORD,
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('has the same length for one account as for a few', async () => {
    const before = text.length;
    await worker.sessions.add([newAccountOf('zoe')]);
    const longer = await make();
    await worker.sessions.logout(pubkeyOf('zoe'));
    expect(longer.length).toBe(before);
  });

  it('shares no key, salt or id with the vault or another file', async () => {
    const header = await worker.database.get('vault', 'header');
    const vaultId = (header as { vaultId: Uint8Array }).vaultId;
    const other = JSON.parse(await make()) as File;
    const ids = [Buffer.from(vaultId).toString('base64'), read().vaultId, other.vaultId];
    expect(new Set(ids).size).toBe(3);
    expect(other.wrap.kdf.salt).not.toBe(read().wrap.kdf.salt);
  });

  it('is not opened by another password, nor by none', async () => {
    expect(await codeOf(openBackup(text, `${FILE_PASSWORD} `))).toBe('denied');
    expect(await codeOf(openBackup(text, ''))).toBe('denied');
  });

  it('of a newer version is refused with words, whatever else is in it', async () => {
    const newer = JSON.stringify({ format: 'facet-backup', version: 2, lanes: [] });
    await expect(open(newer)).rejects.toMatchObject({
      code: 'unsupported',
      message: 'this backup was made by a newer Facet; update Facet to read it',
    });
  });

  it(
    'stays below its bound with more copies than have room, and is refused when all else is too much',
    { timeout: 120_000 },
    async () => {
      const large = (kind: number) => signAs('ada', { kind, content: 'ü'.repeat(500_000) });
      const many = Array.from({ length: 6 }, (_, at) => large(30_000 + at));
      const { secrets } = worker;
      const { state } = worker.store;
      const source = { state, secrets, names: new Map<string, string>(), copies: many };
      const full = await createBackup(source, FILE_PASSWORD, CREATED);
      expect(full.length).toBeLessThan(MAX_BACKUP);
      expect((await open(full)).copies).toHaveLength(4);

      const note = 'n'.repeat(2_000);
      const accounts = Array.from({ length: 7_000 }, () => ({ ...state.accounts[2], note }) as StoredAccount);
      const huge = { ...source, state: { ...state, accounts }, copies: [] };
      expect(await codeOf(createBackup(huge, FILE_PASSWORD, CREATED))).toBe('too-large');
    },
  );

  it('beyond 16 MiB is refused unread', async () => {
    expect(await codeOf(open(' '.repeat(16 * 1024 * 1024 + 1)))).toBe('too-large');
  });
});

describe('a backup file that somebody tampered with', () => {
  it('is refused or means the same, whichever byte was changed', { timeout: 120_000 }, async () => {
    const whole = fresh({ ...(await open(text)) });
    const outcomes = new Map<string, number>();
    for (const bit of [0x01, 0x20]) {
      for (let at = 0; at < text.length; at += 1) {
        const changed =
          text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ bit) + text.slice(at + 1);
        // another derivation would be run for every digit of its costs: those are tried below
        if (/"(memory|iterations|parallelism|salt)"/.test(lineAt(at))) continue;
        const code = await open(changed).then(
          (backup) => {
            expect(fresh({ ...backup })).toEqual(whole);
            return 'opened';
          },
          (error: unknown) => (error as { code?: string }).code ?? 'no code',
        );
        outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
      }
    }
    expect([...outcomes.keys()].toSorted()).toEqual(['denied', 'invalid', 'unsupported']);
  });

  const lineAt = (at: number) => text.slice(text.lastIndexOf('\n', at - 1) + 1, text.indexOf('\n', at));

  it('is refused wherever it was cut off', async () => {
    const end = text.trimEnd().length;
    for (let length = 0; length < end; length += 1) {
      expect(await codeOf(open(text.slice(0, length)))).toBe('invalid');
    }
    expect(await codeOf(open(text.slice(0, end)))).toBe('opened');
  });

  it('is refused with any part of another file under the same password', async () => {
    const other = JSON.parse(await make()) as File;
    const swaps: ((file: File) => void)[] = [
      (file) => (file.vaultId = other.vaultId),
      (file) => (file.wrap = other.wrap),
      (file) => (file.wrap.kdf = other.wrap.kdf),
      (file) => (file.payload = other.payload),
      (file) => Object.assign(file, { vaultId: other.vaultId, wrap: other.wrap }),
      (file) => (file.createdAt += 1),
    ];
    for (const swap of swaps) expect(await codeOf(open(edited(swap)))).toMatch(/^(denied|invalid)$/);
  });

  it.each([
    ['lowered memory', { memory: 8 * 1024 }, 'denied'],
    ['fewer iterations', { iterations: 1 }, 'denied'],
    ['another number of lanes', { parallelism: 2 }, 'denied'],
    ['another salt', { salt: Buffer.alloc(16).toString('base64') }, 'denied'],
    ['a terabyte of memory', { memory: 2 ** 30 }, 'invalid'],
    ['a million iterations', { iterations: 1_000_000 }, 'invalid'],
    ['a thousand lanes', { parallelism: 1_000 }, 'invalid'],
    ['no memory', { memory: 0 }, 'invalid'],
    ['half an iteration', { iterations: 0.5 }, 'invalid'],
    ['another derivation', { name: 'pbkdf2' }, 'invalid'],
    ['a short salt', { salt: 'AAAA' }, 'invalid'],
  ])('is refused with %s', async (_name, change, code) => {
    expect(await codeOf(open(edited(({ wrap }) => Object.assign(wrap.kdf, change))))).toBe(code);
  });
});
