import { describe, expect, it } from 'vitest';
import { parseAddress } from '#lib/nostr/address';
import { InvalidError } from '#lib/rpc/errors';

describe('an address', () => {
  it('is a name and a domain, in lower case', () => {
    expect(parseAddress(' Alice@Lovelace.Example ')).toEqual({ name: 'alice', domain: 'lovelace.example' });
    expect(parseAddress('_@xn--bcher-kva.xn--p1ai')).toEqual({ name: '_', domain: 'xn--bcher-kva.xn--p1ai' });
  });

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
  ])('is not %s', (text) => {
    expect(() => parseAddress(text)).toThrow(InvalidError);
  });
});
