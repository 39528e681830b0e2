import { npubEncode } from 'nostr-tools/nip19';
import { expect, it } from 'vitest';
import { decodeBech32, readBech32Data } from '#lib/nostr/bech32';
import { pubkeyOf } from '../../support/keys';

const toHex = (bytes?: Uint8Array) => bytes && Buffer.from(bytes).toString('hex');

it('a bech32 text is its bytes, under its own prefix alone and without a letter wrong', () => {
  const npub = npubEncode(pubkeyOf('ada'));
  expect(toHex(decodeBech32('npub', npub))).toBe(pubkeyOf('ada'));
  expect(decodeBech32('nsec', npub)).toBeUndefined();
  expect(
    decodeBech32(
      'npub',
      npub.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')),
    ),
  ).toBeUndefined();
});

it('what only looks like one is read to the first character that is not of it, from any language', () => {
  const data = npubEncode(pubkeyOf('ada')).slice('npub1'.length, -6);
  const whole = toHex(readBech32Data(data, 0));
  expect(whole?.slice(0, 64)).toBe(pubkeyOf('ada'));
  for (const end of [' ', 'b', '1', 'é', '\u{10ffff}', '.']) {
    expect(toHex(readBech32Data(`${data}${end}qqqqqqqq`, 0))).toBe(whole);
  }
  expect(toHex(readBech32Data(`x${data.toUpperCase()}`, 1, 8))).toBe(pubkeyOf('ada').slice(0, 10));
});
