import fc from 'fast-check';
import { parseBackupText, type BackupFile } from '#lib/backup/format';
import { casesOf, fuzz, open, right, wrong, type Case } from '../../support/fuzz';

const base64 = (length: number, byte = 7) => Buffer.alloc(length, byte).toString('base64');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** The members of a file by their paths: each with what it may be, and what it may not. */
const MEMBERS: Record<string, { good: unknown[]; bad: unknown[] }> = {
  createdAt: { good: [1, 0, 1_700_000_000_000], bad: [-1, 1.5, 1e300, '1', null] },
  vaultId: { good: [base64(16), base64(16, 0)], bad: [base64(15), base64(17), '', 7, 'AAA', 'é'] },
  'wrap.type': { good: ['password'], bad: ['passkey', '', null, '__proto__'] },
  'wrap.kdf.name': { good: ['argon2id'], bad: ['argon2i', 'scrypt', 7, 'correct horse battery'] },
  'wrap.kdf.memory': { good: [65_536, 1, 262_144], bad: [0, 262_145, 1e300, '65536'] },
  'wrap.kdf.iterations': { good: [3, 1, 10], bad: [0, 11, 0.5, null] },
  'wrap.kdf.parallelism': { good: [1, 4], bad: [0, 5, [], true] },
  'wrap.kdf.salt': { good: [base64(16)], bad: [base64(12), base64(32), {}, ` ${base64(16)}`] },
  'wrap.iv': { good: [base64(12)], bad: [base64(11), base64(16), '=', 0] },
  'wrap.ciphertext': { good: [base64(48), base64(48, 255)], bad: [base64(47), base64(49), [], null] },
  'payload.iv': { good: [base64(12)], bad: [base64(13), `${base64(12)}\n`, null] },
  'payload.ciphertext': { good: [base64(64), base64(16), base64(999)], bad: [base64(15), '', 'A', {}] },
  format: { good: ['facet-backup'], bad: ['facet-backup2', '', null, 'x'.repeat(50), 7] },
  version: { good: [1], bad: [2, 0, 1.5, '1', null, 9_007_199_254_740_991] },
};
const PATHS = Object.keys(MEMBERS);

/** The JSON of values by path. */
function nest(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of values) {
    const keys = path.split('.');
    let at = whole;
    for (const key of keys.slice(0, -1)) at = (at[key] ??= {}) as Record<string, unknown>;
    at[keys.at(-1) ?? ''] = value;
  }
  return whole;
}

/** What such values mean. */
function fileOf(values: ReadonlyMap<string, unknown>): BackupFile {
  const number = (path: string) => values.get(path) as number;
  const bytes = (path: string) => bytesOf(values.get(path) as string) as never;
  return {
    createdAt: number('createdAt'),
    header: {
      version: 1,
      vaultId: bytes('vaultId'),
      wraps: [
        {
          type: 'password',
          kdf: {
            name: 'argon2id',
            memory: number('wrap.kdf.memory'),
            iterations: number('wrap.kdf.iterations'),
            parallelism: number('wrap.kdf.parallelism'),
            salt: bytes('wrap.kdf.salt'),
          },
          iv: bytes('wrap.iv'),
          ciphertext: bytes('wrap.ciphertext'),
        },
      ],
    },
    payload: { iv: bytes('payload.iv'), ciphertext: bytes('payload.ciphertext') },
  };
}

const pick = (values: readonly unknown[], place: number) => values[place % values.length];

/** A good file whose values the number picks, and the same with one member that is bad or not there. */
const file = fc
  .tuple(
    fc.nat(5),
    fc.constantFrom(...PATHS),
    fc.nat(6),
    fc.constantFrom('good', 'good', 'bad', 'missing', 'more'),
  )
  .map(([place, path, other, how]): Case<BackupFile> => {
    const values = new Map(PATHS.map((each) => [each, pick(MEMBERS[each]?.good ?? [], place)]));
    if (how === 'missing') values.delete(path);
    if (how === 'bad') values.set(path, pick(MEMBERS[path]?.bad ?? [], other));
    const isRight = how === 'good' || how === 'more';
    const text = JSON.stringify({ ...nest(values), ...(how === 'more' ? { more: ['correct horse'] } : {}) });
    return isRight ? right(other % 2 ? `\n${text} ` : text, fileOf(values)) : wrong(text);
  });

const whole = JSON.stringify(nest(new Map(PATHS.map((path) => [path, MEMBERS[path]?.good[0]]))));

fuzz<BackupFile>('a backup file', {
  cases: casesOf(
    fc.oneof({ weight: 4, arbitrary: file }, { weight: 1, arbitrary: fc.json({ maxDepth: 2 }).map(open) }),
    [whole],
  ),
  parse: parseBackupText,
  codes: ['invalid', 'unsupported', 'too-large'],
  /** JSON that can still be read has each member as it may be. */
  isRight(value, text) {
    const json = JSON.parse(text) as Record<string, unknown>;
    const at = (path: string) =>
      path.split('.').reduce<unknown>((each, key) => (each as Record<string, unknown>)[key], json);
    const values = new Map(PATHS.map((path) => [path, at(path)]));
    const again = fileOf(values);
    return JSON.stringify(value) === JSON.stringify(again) && value.payload.ciphertext.length >= 16;
  },
});
