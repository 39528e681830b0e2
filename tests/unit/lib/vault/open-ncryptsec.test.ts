import { bech32 } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FacetError } from '#lib/rpc/errors';
import { toNcryptsec } from '#lib/vault/ncryptsec';
import { openNcryptsec } from '#lib/vault/open-ncryptsec';
import { secretOf } from '../../support/keys';

const make = (password: string) => toNcryptsec(async (use) => use(secretOf('ada')), password);
const bytesOf = (text: string) => bech32.fromWords(bech32.decode(text as 'ncryptsec1', 1_000).words);
const textOf = (bytes: Uint8Array, prefix = 'ncryptsec') =>
  bech32.encode(prefix, bech32.toWords(bytes), 1_000);
const codeOf = (text: string, password = 'any') => {
  try {
    openNcryptsec(text, password);
    return 'opened';
  } catch (error) {
    return (error as FacetError).code;
  }
};

describe('an encrypted key (NIP-49)', () => {
  it("of the spec gives the spec's key", () => {
    const text =
      'ncryptsec1qgg9947rlpvqu76pj5ecreduf9jxhselq2nae2kghhvd5g7dgjtcxfqtd67p9m0w57lspw8gsq6yphnm8623nsl8xn9j4jdzz84zm3frztj3z7s35vpzmqf6ksu8r89qk5z2zxfmu5gv8th8wclt0h4p';
    expect(Buffer.from(openNcryptsec(text, 'nostr')).toString('hex')).toBe(
      '3501454135014541350145413501453fefb02227e449e57cf4d3a3ce05378683',
    );
  });

  it('is opened by its password however it was composed, and by no other', async () => {
    const text = await make('pa\u0308ssword enough');
    expect(openNcryptsec(text, 'p\u00e4ssword enough')).toEqual(secretOf('ada'));
    expect(codeOf(text, 'passwort')).toBe('denied');
  });

  it('that asks for more work than a gigabyte, or is of another version or length, is refused unrun', async () => {
    const bytes = bytesOf(await make('password'));
    const withByte = (at: number, value: number) => {
      const copy = bytes.slice();
      copy[at] = value;
      return textOf(copy);
    };
    expect(codeOf(withByte(1, 21))).toBe('invalid');
    expect(codeOf(withByte(1, 255))).toBe('invalid');
    expect(codeOf(withByte(1, 0))).toBe('invalid');
    expect(codeOf(withByte(0, 1))).toBe('invalid');
    expect(codeOf(textOf(bytes.slice(1)))).toBe('invalid');
    expect(codeOf(textOf(bytes, 'nsec'))).toBe('invalid');
  });

  it('that is none is one typed error which repeats nothing of it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((each) => `ncryptsec1${each}`),
    );
    fc.assert(
      fc.property(text, (each) => {
        try {
          openNcryptsec(`canary${each}`, 'any');
        } catch (error) {
          expect(error).toBeInstanceOf(FacetError);
          expect(String(error)).not.toContain('canary');
          expect((error as FacetError).cause).toBeUndefined();
          return;
        }
        throw new Error('opened');
      }),
      { numRuns: 2_000 },
    );
  });
});
