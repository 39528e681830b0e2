import { describe, expect, it, vi } from 'vitest';
import { findAddress, parseAddress } from '#lib/imports/nip05';
import { FacetError } from '#lib/rpc/errors';
import { pubkeyOf } from '../../support/keys';

const ada = pubkeyOf('ada');
const answer = (body: BodyInit, status = 200) =>
  vi.fn<typeof fetch>().mockImplementation(() => Promise.resolve(new Response(body, { status })));
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'found',
    (error: unknown) => (error as FacetError).code,
  );

describe('an address', () => {
  it('is asked of its own domain, over https, without a redirect, cookies or a referrer', async () => {
    const request = answer(JSON.stringify({ names: { ada, bob: pubkeyOf('bob') } }));
    expect(await findAddress(' Ada@Lovelace.Example ', request)).toBe(ada);
    expect(request).toHaveBeenCalledExactlyOnceWith(
      'https://lovelace.example/.well-known/nostr.json?name=ada',
      expect.objectContaining({
        redirect: 'error',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
      }),
    );
  });

  it.each([
    ['another name', JSON.stringify({ names: { bob: ada } }), 'no-account'],
    ['a name that every object has', JSON.stringify({ names: {} }), 'no-account'],
    ['no names', '{}', 'no-account'],
    ['nothing', 'null', 'no-account'],
    ['a list', '[]', 'no-account'],
    ['a key that is none', JSON.stringify({ names: { ada: 'npub1ada' } }), 'invalid'],
    ['a key in capitals', JSON.stringify({ names: { ada: ada.toUpperCase() } }), 'invalid'],
    ['a page', '<!doctype html>', 'invalid'],
    ['more than is read', 'x'.repeat(300 * 1024), 'too-large'],
  ])('is not found in %s', async (_, body, expected) => {
    expect(await code(findAddress('ada@lovelace.example', answer(body)))).toBe(expected);
  });

  it('is not found where the server says no, or nobody answers', async () => {
    expect(await code(findAddress('ada@lovelace.example', answer('{}', 404)))).toBe('no-account');
    const offline = vi.fn<typeof fetch>().mockRejectedValue(new TypeError('Failed to fetch'));
    expect(await code(findAddress('ada@lovelace.example', offline))).toBe('disconnected');
  });

  it.each(['constructor@lovelace.example', 'toString@lovelace.example'])(
    'of a name that every object has is not found: %s',
    async (address) => {
      expect(await code(findAddress(address, answer('{"names":{}}')))).toBe('no-account');
    },
  );

  it.each([
    'ada',
    '@lovelace.example',
    'ada@',
    'ada@localhost',
    'ada@127.0.0.1',
    'ada@[::1]',
    'ada@lovelace.example:8443',
    'ada@lovelace.example/path',
    'ada@user@lovelace.example',
    'a da@lovelace.example',
    'ada@-lovelace.example',
    'ada@lovelace..example',
    `${'a'.repeat(65)}@lovelace.example`,
    `ada@${'a.'.repeat(200)}example`,
  ])('like %s is refused and nobody is asked', async (address) => {
    const request = answer('{}');
    expect(() => parseAddress(address)).toThrow(FacetError);
    expect(await code(findAddress(address, request))).toBe('invalid');
    expect(request).not.toHaveBeenCalled();
  });
});
