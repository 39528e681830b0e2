import { expect, it, vi } from 'vitest';
import { findAddress } from '#lib/imports/nip05';
import { pubkeyOf } from '../../support/keys';

const ada = pubkeyOf('ada');
const answer = (body: string) => {
  const fetch = vi.fn(() => Promise.resolve(new Response(body)));
  vi.stubGlobal('fetch', fetch);
  return fetch;
};

it('finds the pubkey that the domain of an address names', async () => {
  answer(JSON.stringify({ names: { ada, bob: pubkeyOf('bob') } }));
  expect(await findAddress(' Ada@Lovelace.Example ')).toBe(ada);
});

it.each([
  ['another name', JSON.stringify({ names: { bob: ada } }), 'no-account'],
  ['no names', '{}', 'no-account'],
  ['nothing', 'null', 'no-account'],
  ['a list', '[]', 'no-account'],
  ['a key that is none', JSON.stringify({ names: { ada: 'npub1ada' } }), 'invalid'],
  ['a key in capitals', JSON.stringify({ names: { ada: ada.toUpperCase() } }), 'invalid'],
])('finds nobody in %s', async (_, body, code) => {
  answer(body);
  await expect(findAddress('ada@lovelace.example')).rejects.toMatchObject({ code });
});

it.each(['constructor', 'toString'])('does not take what every object has for a name: %s', async (name) => {
  answer('{"names":{}}');
  await expect(findAddress(`${name}@lovelace.example`)).rejects.toMatchObject({ code: 'no-account' });
});

it('asks nobody about what is no address', async () => {
  const fetch = answer('{}');
  await expect(findAddress('ada@localhost')).rejects.toMatchObject({ code: 'invalid' });
  expect(fetch).not.toHaveBeenCalled();
});
