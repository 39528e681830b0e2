import { bech32 } from '@scure/base';
import { encodeBytes } from 'nostr-tools/nip19';
import { encrypt } from 'nostr-tools/nip49';
import { describe, expect, it } from 'vitest';
import { openNcryptsec } from '#lib/imports/ncryptsec';
import { parseNcryptsec } from '#lib/nostr/ncryptsec';
import { InvalidError } from '#lib/rpc/errors';
import vectors from '../../../vectors/nip49.json';
import { hexOf, secretOf } from '../../support/keys';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const fromCodes = (codes: number[]) => String.fromCodePoint(...codes);
const [{ ncryptsec, password }] = vectors.decryption as [(typeof vectors.decryption)[number]];

/** The encrypted key with one byte of its data set. */
function alter(at: number, value: number): string {
  const { bytes } = bech32.decodeToBytes(ncryptsec);
  bytes[at] = value;
  return encodeBytes('ncryptsec', bytes);
}

describe('an encrypted key', () => {
  it.each(vectors.decryption)('of NIP-49 opens with its password', async ({ secretKey, ...sealed }) => {
    expect(hex(await openNcryptsec(sealed.ncryptsec, sealed.password))).toBe(secretKey);
    expect(hex(await openNcryptsec(` ${sealed.ncryptsec.toUpperCase()}\n`, sealed.password))).toBe(secretKey);
  });

  it.each(vectors.passwords)('opens with a password typed in another form of Unicode', async (forms) => {
    const sealed = encrypt(secretOf('ada'), fromCodes(forms.normalized), 4);
    expect(hex(await openNcryptsec(sealed, fromCodes(forms.typed)))).toBe(hexOf('ada'));
  });

  it('says that a password is wrong', async () => {
    await expect(openNcryptsec(encrypt(secretOf('ada'), 'right', 4), 'wrong')).rejects.toThrow(
      expect.objectContaining({ code: 'denied' }),
    );
  });

  it.each([
    ['a typing error', ncryptsec.replace('47rlp', '47rlq')],
    ['a missing end', ncryptsec.slice(0, -8)],
    ['another version', alter(0, 1)],
    ['a work factor that would freeze the machine', alter(1, 21)],
    ['the largest work factor', alter(1, 255)],
    ['no work factor', alter(1, 0)],
    ['too few bytes', encodeBytes('ncryptsec', new Uint8Array([2, 16, 1, 2, 3]))],
    ['another kind of text', encodeBytes('nsec', secretOf('ada'))],
  ])('is refused at once for %s, and never repeated', async (_, text) => {
    const begin = performance.now();
    await expect(openNcryptsec(text, password)).rejects.toThrow(InvalidError);
    expect(performance.now() - begin).toBeLessThan(100);
    expect(() => parseNcryptsec(text)).not.toThrow(text.slice(10, 20));
  });

  it('that holds no key is refused after it was opened', async () => {
    await expect(openNcryptsec(encrypt(new Uint8Array(32), 'any', 4), 'any')).rejects.toThrow(InvalidError);
  });
});
