import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePayload } from '#lib/backup/contents';
import { parseBackupText, readable } from '#lib/backup/format';
import { FacetError } from '#lib/rpc/errors';
import { toBytes } from '#lib/vault/records';
import { pubkeyOf } from '../../support/keys';

const CANARY = 'correct horse battery';

/** What any input may lead to: a value, or one typed error that repeats nothing of it. */
function expectTyped(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(FacetError);
    const { code, message, cause } = error as FacetError;
    expect(['invalid', 'unsupported', 'too-large']).toContain(code);
    expect(message).not.toContain(CANARY);
    expect(cause).toBeUndefined();
  }
}

const base64 = (length: number) => Buffer.alloc(length, 7).toString('base64');
const FILE = {
  format: 'facet-backup',
  version: 1,
  createdAt: 1,
  vaultId: base64(16),
  wrap: {
    type: 'password',
    kdf: { name: 'argon2id', memory: 65_536, iterations: 3, parallelism: 1, salt: base64(16) },
    iv: base64(12),
    ciphertext: base64(48),
  },
  payload: { iv: base64(12), ciphertext: base64(64) },
};
const CONTENTS = {
  createdAt: 1,
  accounts: [
    {
      name: 'Ada',
      account: {
        id: 'a',
        pubkey: pubkeyOf('ada'),
        kind: 'secret-key',
        accent: 'rose',
        addedAt: 1,
        usedAt: 1,
      },
      key: { iv: base64(12), ciphertext: base64(48) },
    },
  ],
  sites: [{ origin: 'https://a.example', usedAt: 1 }],
  rules: [{ id: 'r', pubkey: pubkeyOf('ada'), origin: 'https://a.example', method: 'connect' }],
  settings: { relays: ['wss://relay.example/'], autoLockMinutes: 15 },
};

/** Every path to a value inside, as lists of keys. */
const toPaths = (value: unknown): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => [[key], ...toPaths(each).map((path) => [key, ...path])])
    : [];

/** The same with one value replaced, or taken out. */
function replace(whole: object, path: readonly string[], value: unknown): unknown {
  const copy = structuredClone(whole);
  let at = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[path.at(-1) ?? ''] = value;
  return copy;
}

const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(CANARY, null, -1, 1e300, '__proto__', [], {}, [CANARY], { [CANARY]: CANARY }),
);
const change = (whole: object) =>
  fc.tuple(fc.constantFrom(...toPaths(whole)), odd).map(([path, value]) => replace(whole, path, value));

describe('the reader of backup files', () => {
  it('reads the file and the contents that the changes below begin with', () => {
    expect(parseBackupText(JSON.stringify(FILE)).createdAt).toBe(1);
    expect(parsePayload(toBytes(CONTENTS)).accounts).toHaveLength(1);
  });

  it(
    'answers 20,000 odd inputs with a value or one typed error that repeats nothing',
    { timeout: 60_000 },
    () => {
      const text = fc.oneof(
        fc.string().map((each) => `${CANARY}${each}`),
        fc.json(),
        change(FILE).map((each) => JSON.stringify(each)),
        fc.tuple(fc.nat(), fc.string({ maxLength: 3 })).map(([at, extra]) => {
          const whole = JSON.stringify(FILE);
          const cut = at % whole.length;
          return whole.slice(0, cut) + extra + whole.slice(cut + 1);
        }),
      );
      fc.assert(
        fc.property(text, (each) => expectTyped(() => parseBackupText(each))),
        { numRuns: 20_000 },
      );
    },
  );

  it('does the same with what was sealed, and never takes anything for an account that is none', () => {
    const contents = fc.oneof(fc.jsonValue(), change(CONTENTS));
    fc.assert(
      fc.property(contents, (each) =>
        expectTyped(() => {
          for (const { account } of readable(() => parsePayload(toBytes(each))).accounts) {
            expect(account.pubkey).toMatch(/^[0-9a-f]{64}$/);
            expect(['secret-key', 'watch-only']).toContain(account.kind);
          }
        }),
      ),
      { numRuns: 5_000 },
    );
  });

  it('keeps out accounts of kinds it does not know, counts them, and takes the others', () => {
    const [ada] = CONTENTS.accounts;
    const stranger = { ...ada, account: { ...ada?.account, kind: 'hardware' } };
    const { accounts, strangers } = parsePayload(toBytes({ ...CONTENTS, accounts: [stranger, ada] }));
    expect([accounts.length, strangers]).toEqual([1, 1]);
  });

  it('leaves out rules and sites that it does not know, and takes the others', () => {
    const rule = { ...CONTENTS.rules[0], effect: 'allow', createdAt: 1 };
    const rules = [rule, { ...rule, method: 'nip99.fly' }, 7];
    const sites = [...CONTENTS.sites, null, { origin: 5 }];
    const read = parsePayload(toBytes({ ...CONTENTS, rules, sites }));
    expect([read.rules.length, Object.keys(read.sites)]).toEqual([1, ['https://a.example']]);
  });
});
