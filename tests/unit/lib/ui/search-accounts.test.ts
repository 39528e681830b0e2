import { describe, expect, test } from 'vitest';
import { searchAccounts } from '../../../../lib/ui/search-accounts';
import { alice, fakeAccount, ines, zoe } from '../../../pictures/fixtures';

const all = [alice, ines, zoe];
const find = (query: string) => searchAccounts(all, query).map(({ name }) => name);

describe('searchAccounts', () => {
  test('finds nobody less without a query', () => {
    expect(find('  ')).toEqual(['Alice Moreau', 'Ines Duarte', 'Zoë Ålund']);
  });

  test('ignores case and accents, on both sides', () => {
    expect(find('ZOE')).toEqual(['Zoë Ålund']);
    expect(find('inês')).toEqual(['Ines Duarte']);
  });

  test('wants every word, in any order and any field', () => {
    expect(find('moreau alice')).toEqual(['Alice Moreau']);
    expect(find('velo duarte')).toEqual(['Ines Duarte']);
    expect(find('alice duarte')).toEqual([]);
  });

  test('finds by npub, also an account without a name', () => {
    const nameless = fakeAccount('9', '', 'rose');
    expect(searchAccounts([alice, nameless], nameless.npub)).toEqual([nameless]);
  });
});
