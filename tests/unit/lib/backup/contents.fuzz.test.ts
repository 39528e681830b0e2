import fc from 'fast-check';
import { parsePayload } from '#lib/backup/contents';
import { readable } from '#lib/backup/format';
import { casesOf, fuzz, open, right, wrong, type Case } from '../../support/fuzz';
import { pubkeyOf } from '../../support/keys';

const base64 = (length: number) => Buffer.alloc(length, 7).toString('base64');
const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const ACCOUNT = { id: 'a', pubkey: ada, kind: 'secret-key', accent: 'rose', addedAt: 1, usedAt: 1 };
const key = { iv: base64(12), ciphertext: base64(48) };
const REMOTE = { signerPubkey: bob, clientPubkey: ada, relays: ['wss://nos.test/'], perms: [] };

/** What is read of the contents, without the bytes. */
interface Read {
  accounts: { name: string; pubkey: string; kind: string; hasKey: boolean }[];
  strangers: number;
  rules: number;
  sites: string[];
}

function parse(text: string): Read {
  const { accounts, strangers, rules, sites } = readable(() => parsePayload(new TextEncoder().encode(text)));
  return {
    accounts: accounts.map(({ name, account: { pubkey, kind }, key: sealed }) => ({
      name,
      pubkey,
      kind,
      hasKey: sealed !== undefined,
    })),
    strangers,
    rules: rules.length,
    sites: Object.keys(sites),
  };
}

/** Accounts: what is written, and whether it is `taken`, a `stranger` of another kind, or makes all of it `bad`. */
const ACCOUNTS = [
  ['taken', { name: 'Ada', account: ACCOUNT, key }],
  [
    'taken',
    { name: '', account: { ...ACCOUNT, kind: 'watch-only', nickname: 'A', note: 'n', stepUp: true } },
  ],
  ['taken', { name: 'R', account: { ...ACCOUNT, kind: 'remote', remote: REMOTE, backedUpAt: 7 }, key }],
  ['stranger', { name: 'H', account: { ...ACCOUNT, kind: 'hardware' } }],
  ['stranger', { account: { kind: 'toString' } }],
  ['bad', { name: 'Ada', account: { ...ACCOUNT, pubkey: 'f'.repeat(64) }, key }],
  ['bad', { name: 'Ada', account: { ...ACCOUNT, accent: 'correct horse battery' }, key }],
  ['bad', { name: 'Ada', account: { ...ACCOUNT, stepUp: false }, key }],
  ['bad', { name: 'Ada', account: ACCOUNT, key: { ...key, iv: base64(11) } }],
  ['bad', { name: 'x'.repeat(1_001), account: ACCOUNT, key }],
  [
    'bad',
    { name: 'R', account: { ...ACCOUNT, kind: 'remote', remote: { ...REMOTE, relays: ['http://x'] } } },
  ],
  ['bad', null],
] as const;
const RULE = {
  id: 'r',
  pubkey: ada,
  origin: 'https://a.example',
  method: 'connect',
  effect: 'allow',
  createdAt: 1,
};
const RULES = [
  [true, RULE],
  [true, { ...RULE, method: 'signEvent', kind: 1, effect: 'deny', expiresAt: 9 }],
  [false, { ...RULE, method: 'nip99.fly' }],
  [false, { ...RULE, kind: 65_536 }],
  [false, 7],
] as const;
const SITES = [
  [true, { origin: 'https://a.example', usedAt: 1 }],
  [true, { origin: '__proto__', usedAt: 1, pubkey: ada }],
  [false, { origin: 7, usedAt: 1 }],
  [false, null],
] as const;
/** What else the contents must hold. */
const REST = { createdAt: 1, settings: { relays: ['wss://nos.test/'], autoLockMinutes: 15 } };
const BAD_RESTS = [
  { ...REST, createdAt: -1 },
  { ...REST, settings: { ...REST.settings, autoLockMinutes: 10_081 } },
  { ...REST, settings: { ...REST.settings, relays: Array<string>(21).fill('x') } },
  { ...REST, current: 'ADA' },
  { createdAt: 1 },
];

const contents = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...ACCOUNTS.slice(0, 5)) },
        { weight: 1, arbitrary: fc.constantFrom(...ACCOUNTS.slice(5)) },
      ),
      { maxLength: 2 },
    ),
    fc.subarray([...RULES]),
    fc.subarray([...SITES]),
    fc.nat(20),
  )
  .map(([accounts, rules, sites, which]): Case<Read> => {
    const text = JSON.stringify({
      ...(BAD_RESTS[which] ?? REST),
      accounts: accounts.map(([, each]) => each),
      rules: rules.map(([, each]) => each),
      sites: sites.map(([, each]) => each),
    });
    if (which < BAD_RESTS.length || accounts.some(([how]) => how === 'bad')) return wrong(text);
    return right(text.padEnd(5_000 * (which % 2)), {
      accounts: accounts.flatMap(([how, each]) => {
        if (how !== 'taken') return [];
        const { name, account } = each;
        return [{ name, pubkey: account.pubkey, kind: account.kind, hasKey: 'key' in each }];
      }),
      strangers: accounts.filter(([how]) => how === 'stranger').length,
      rules: rules.filter(([isTaken]) => isTaken).length,
      sites: sites.flatMap(([isTaken, each]) => (isTaken ? [each.origin] : [])),
    });
  });

const whole = JSON.stringify({
  ...REST,
  accounts: [ACCOUNTS[1][1]],
  rules: [RULE],
  sites: [{ origin: 'https://a.example', usedAt: 1 }],
});

fuzz<Read>('what was sealed in a backup', {
  cases: casesOf(
    fc.oneof(
      { weight: 4, arbitrary: contents },
      { weight: 1, arbitrary: fc.json({ maxDepth: 2 }).map(open) },
    ),
    [whole],
  ),
  parse,
  /** Nothing is taken for an account that is none: its key stands in the text, and is the one that was there. */
  isRight: ({ accounts, strangers }, text) =>
    accounts.length + strangers ===
      (JSON.parse(text.replace(/^\uFEFF/, '')) as { accounts: unknown[] }).accounts.length &&
    accounts.every(
      ({ pubkey, kind }) =>
        text.includes(pubkey) &&
        /^[0-9a-f]{64}$/.test(pubkey) &&
        ['secret-key', 'remote', 'watch-only'].includes(kind),
    ),
});
