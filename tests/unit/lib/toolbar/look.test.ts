import { beforeAll, describe, expect, it } from 'vitest';
import locale from '../../../../locales/en.json';
import { loadCatalogue } from '#lib/i18n/catalogue';
import { isGrey, toLook, toLookKey, toTitle, type Known } from '#lib/toolbar/look';
import { pubkeyOf } from '../../support/keys';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const SITE = 'https://notes.a.example:8443';
const known: Known = {
  vault: 'unlocked',
  accounts: [
    { pubkey: ada, accent: 'rose', name: 'Ada' },
    { pubkey: bob, accent: 'topaz', name: 'Bob' },
  ],
};

beforeAll(() => {
  const words = Object.entries(locale.toolbar).map(([name, text]) => [`toolbar_${name}`, text]);
  return loadCatalogue(Promise.resolve(Object.fromEntries(words)));
});

describe('the look of a tab', () => {
  it.each([
    ['a website that knows the account', { pubkey: ada, origin: SITE, isConnected: true }, false],
    ['a website that does not', { pubkey: ada, origin: SITE, isConnected: false }, true],
    ['no website', { pubkey: ada }, false],
  ])('has the account, and colour where nobody is a stranger to it: %s', (_name, page, grey) => {
    const look = toLook(known, page);
    expect(look).toMatchObject({ account: { pubkey: ada, name: 'Ada' } });
    expect(isGrey(look as never)).toBe(grey);
  });

  it('names the account and the site', () => {
    const titleOf = (page: Parameters<typeof toLook>[1]) => toTitle(toLook(known, page));
    expect(titleOf({ pubkey: ada, origin: SITE, isConnected: true })).toBe(
      'Facet: you are Ada on notes.a.example:8443',
    );
    expect(titleOf({ pubkey: bob, origin: SITE, isConnected: false })).toBe(
      'Facet: notes.a.example:8443 is not connected; you would be Bob',
    );
    expect(titleOf({ pubkey: bob })).toBe('Facet: you are Bob');
  });

  it('is nobody while locked, whatever is known of the tab', () => {
    const look = toLook({ vault: 'locked', accounts: [] }, { pubkey: ada, origin: SITE, isConnected: true });
    expect([look, toTitle(look)]).toEqual(['locked', 'Facet: locked']);
  });

  it('is nobody without an account, and for one that is gone', () => {
    const empty = { vault: 'empty', accounts: [] } as const;
    expect(toLook(empty, { pubkey: undefined })).toBe('none');
    expect(toLook(known, { pubkey: pubkeyOf('gone'), origin: SITE })).toBe('none');
    expect(toTitle('none')).toBe('Facet');
  });
});

it('is another look when anything that is drawn or said changes, and only then', () => {
  const at = (pubkey: string, origin?: string, isConnected?: boolean, state = known) =>
    toLookKey(
      toLook(state, { pubkey, ...(origin ? { origin } : {}), ...(isConnected ? { isConnected } : {}) }),
    );
  const renamed = { ...known, accounts: [{ pubkey: ada, accent: 'rose', name: 'Ada L' } as const] };
  const recoloured = { ...known, accounts: [{ pubkey: ada, accent: 'amber', name: 'Ada' } as const] };
  const keys = [
    at(ada),
    at(bob),
    at(ada, SITE),
    at(ada, SITE, true),
    at(ada, 'https://b.example', true),
    at(ada, SITE, true, renamed),
    at(ada, SITE, true, recoloured),
    at(ada, SITE, true, { vault: 'locked', accounts: [] }),
    at(pubkeyOf('gone'), SITE),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(at(ada, SITE, true, structuredClone(known))).toBe(at(ada, SITE, true));
});
