import { nip19 } from 'nostr-tools';
import { describe, expect, it } from 'vitest';
import {
  createSecretKey,
  expectSecretKey,
  parsePubkey,
  parseSecretKey,
  toNpub,
  toNsec,
  toPubkey,
  toShortNpub,
} from '#lib/nostr/keys';
import { InvalidError } from '#lib/rpc/errors';
import { hexOf, pubkeyOf, secretOf } from '../../support/keys';

/** The examples of NIP-19. */
const NPUBS = [
  [
    '7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e',
    'npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg',
  ],
] as const;
const NSECS = [
  [
    '67dea2ed018072d675f5415ecfaed7d2597555e202d85b3d65ea4e58d2d92ffa',
    'nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5',
  ],
] as const;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const nsec = nip19.nsecEncode(secretOf('ada'));

describe('public keys', () => {
  it.each(NPUBS)('%s is written %s', (pubkey, npub) => {
    expect(toNpub(pubkey)).toBe(npub);
  });

  it('belong to their secret key as others compute it', () => {
    for (const label of ['ada', 'bob', 'eve']) expect(toPubkey(secretOf(label))).toBe(pubkeyOf(label));
  });

  it('are shortened to a head and a tail', () => {
    expect(toShortNpub(NPUBS[0][0])).toBe('npub10elf…vjptg');
  });
});

describe('a secret key that somebody pastes', () => {
  it.each(NSECS)('%s is read from %s, and written so', (secretKey, text) => {
    expect(hex(parseSecretKey(text))).toBe(secretKey);
    expect(toNsec(parseSecretKey(text))).toBe(text);
  });

  it.each([
    ['hex', hexOf('ada')],
    ['upper-case hex', hexOf('ada').toUpperCase()],
    ['nsec', nsec],
    ['upper-case nsec', nsec.toUpperCase()],
    ['spaces and a line break around it', ` \t${nsec}\r\n`],
  ])('may be %s', (_form, text) => {
    expect(hex(parseSecretKey(text))).toBe(hexOf('ada'));
  });

  const wrong = {
    'a typing error': nsec.slice(0, 20) + (nsec[20] === 'q' ? 'p' : 'q') + nsec.slice(21),
    'a missing end': nsec.slice(0, -3),
    'mixed case': nsec.slice(0, 30) + nsec.slice(30).toUpperCase(),
    'an npub': nip19.npubEncode(pubkeyOf('ada')),
    'a note': nip19.noteEncode(hexOf('ada')),
    'an nprofile': nip19.nprofileEncode({ pubkey: pubkeyOf('ada') }),
    'short hex': hexOf('ada').slice(1),
    'long hex': `${hexOf('ada')}0`,
    'words of a seed': 'leader monkey parrot ring guide accident',
    zero: '0'.repeat(64),
    'the order of the curve': 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141',
    'more than the order': 'f'.repeat(64),
    'an nsec of zero': nip19.nsecEncode(new Uint8Array(32)),
    nothing: '',
  };

  it.each(Object.entries(wrong))('is not %s', (_name, text) => {
    expect(() => parseSecretKey(text)).toThrow(InvalidError);
  });

  it('is refused when an nsec holds more or less than 32 bytes', () => {
    for (const length of [31, 33, 64]) {
      const text = nip19.encodeBytes('nsec', new Uint8Array(length).fill(7));
      expect(() => parseSecretKey(text)).toThrow(InvalidError);
    }
  });

  it('is wiped where it is none', () => {
    const bytes = new Uint8Array(32).fill(0xff);
    expect(() => expectSecretKey(bytes)).toThrow(InvalidError);
    expect(bytes).toEqual(new Uint8Array(32));
  });

  it.each(Object.entries(wrong).filter(([, text]) => text !== ''))(
    'is never repeated by the error about %s, nor by its cause',
    (_name, text) => {
      const parts = [text, text.slice(5, 25), text.slice(-20)];
      let error: unknown;
      try {
        parseSecretKey(text);
      } catch (thrown) {
        error = thrown;
      }
      const { message } = error as Error;
      const { cause } = error as Error;
      for (const part of parts) expect(message + String(cause)).not.toContain(part);
    },
  );

  it('is none with a longer prefix that begins alike', () => {
    for (const prefix of ['nsec1', 'nsec1x']) {
      expect(() => parseSecretKey(nip19.encodeBytes(prefix as 'nsec', secretOf('ada')))).toThrow(
        InvalidError,
      );
    }
  });

  it('says that an npub is not what is needed', () => {
    expect(() => parseSecretKey(wrong['an npub'])).toThrow('public key');
  });
});

it('a new secret key is valid, and another one each time', () => {
  const keys = Array.from({ length: 20 }, createSecretKey);
  expect(new Set(keys.map(hex)).size).toBe(20);
  for (const key of keys) expect(hex(parseSecretKey(hex(key)))).toBe(hex(key));
});

describe('a public key that somebody pastes', () => {
  const [[pubkey, npub]] = NPUBS;
  /** The example of NIP-19. */
  const NPROFILE =
    'nprofile1qqsrhuxx8l9ex335q7he0f09aej04zpazpl0ne2cgukyawd24mayt8gpp4mhxue69uhhytnc9e3k7mgpz4mhxue69uhkg6nzv9ejuumpv34kytnrdaksjlyr9p';

  it.each([npub, npub.toUpperCase(), `nostr:${npub}`, ` ${npub}\n`, pubkey, pubkey.toUpperCase()])(
    'is read from %s',
    (text) => expect(parsePubkey(text)).toEqual({ pubkey, relays: [] }),
  );

  it('is read from an nprofile, with its relays', () => {
    expect(parsePubkey(NPROFILE)).toEqual({
      pubkey: '3bf0c63fcb93463407af97a5e5ee64fa883d107ef9e558472c4eb9aaaefa459d',
      relays: ['wss://r.x.com', 'wss://djbas.sadkb.com'],
    });
  });

  it.each([
    ['an nsec', nsec],
    ['a typing error', npub.replace('elf', 'elg')],
    ['half of one', npub.slice(0, 30)],
    ['an nprofile without a key', nip19.encodeBytes('nprofile', new Uint8Array([1, 1, 65]))],
    ['an nprofile that is cut off', nip19.encodeBytes('nprofile', new Uint8Array([0, 32, 1, 2]))],
    ['a number that is no point of the curve', 'f'.repeat(64)],
    ['something else', 'alice'],
    ['nothing', ''],
  ])('is refused with words when it is %s, and never repeated', (_, text) => {
    const read = () => parsePubkey(text);
    expect(read).toThrow(InvalidError);
    if (text) expect(read).not.toThrow(text);
  });
});
