import { expect, it } from 'vitest';
import { InvalidError } from '#lib/rpc/errors';
import { parseAuthUrl } from '#lib/signers/remote/messages';

it('the page of an approval has an address of 2,048 characters at most', () => {
  const toUrl = (length: number) => 'https://signer.example/'.padEnd(length, 'x');
  expect(parseAuthUrl(toUrl(2_048))).toHaveLength(2_048);
  expect(() => parseAuthUrl(toUrl(2_049))).toThrow(InvalidError);
});
