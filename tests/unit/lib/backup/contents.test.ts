import { describe, expect, it } from 'vitest';
import { parsePayload } from '#lib/backup/contents';
import { toBytes } from '#lib/vault/records';
import { pubkeyOf } from '../../support/keys';

const base64 = (length: number) => Buffer.alloc(length, 7).toString('base64');
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

describe('the contents of a backup', () => {
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

  it('takes pairs of two accounts and nothing else, and files from before there were any', () => {
    const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
    const pairs = [[ada, bob], [ada], [ada, bob, ada], [ada, 'bob'], null, { 0: ada, 1: bob }];
    expect(parsePayload(toBytes({ ...CONTENTS, pairs })).pairs).toEqual([[ada, bob]]);
    expect(parsePayload(toBytes(CONTENTS)).pairs).toEqual([]);
  });

  it('takes blocks and links that it knows, and refuses a choice of sites that is none', () => {
    const block = { origin: 'https://a.example', since: 1 };
    const own = ['https://client.example/{}', 'http://plain.example/{}', 7];
    const read = parsePayload(
      toBytes({ ...CONTENTS, blocked: [block, { origin: 'https://b.example' }, null], links: { own } }),
    );
    expect(read.blocked).toEqual({ 'https://a.example': { since: 1 } });
    expect(read.links).toEqual({ own: ['https://client.example/{}'] });
    const appearance = { onlyChosen: 'yes', chosen: [], hidden: [], first: [] };
    expect(() => parsePayload(toBytes({ ...CONTENTS, appearance }))).toThrow('onlyChosen');
  });
});
