import fc from 'fast-check';
import { parsePubkey, parseSecretKey, type PublicKey } from '#lib/nostr/keys';
import { BECH32, BECH32M, decodeBech32, encodeBech32 } from '../../support/bech32';
import { casesOf, fuzz, pasted, right, wrong, type Case } from '../../support/fuzz';
import { hexOf, pubkeyOf, secretOf } from '../../support/keys';
import { hex64, isPoint, isSecretKey } from '../../support/points';

const LABELS = Array.from({ length: 40 }, (_, index) => `fuzz ${index}`);
const points = LABELS.map(pubkeyOf);
const noPoints = LABELS.map(hexOf).filter((hex) => !isPoint(hex));
const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const isHex = (text: string) => /^[0-9a-fA-F]{64}$/.test(text);
const withoutScheme = (input: string) => input.trim().replace(/^nostr:/i, '');
const how = fc.nat(3);

/** Right bytes with something wrong around them: prefix, length or checksum; all three right is left out. */
const misshapen = (
  form: string,
  others: readonly string[],
  bytes: readonly Uint8Array[],
): fc.Arbitrary<Case<never>> =>
  fc
    .tuple(
      fc.constantFrom(form, ...others, 'note', `${form}1`, `${form}1x`, `x${form}`, 'n'),
      fc.constantFrom(...bytes),
      fc.constantFrom(32, 32, 0, 1, 31, 33, 64),
      fc.constantFrom(BECH32, BECH32, BECH32M, 0),
    )
    .filter(([prefix, , length, checksum]) => prefix !== form || length !== 32 || checksum !== BECH32)
    .map(([prefix, whole, length, checksum]) => {
      const cut = new Uint8Array(length);
      cut.set(whole.subarray(0, length));
      return wrong(encodeBech32(prefix, cut, checksum));
    });

const secrets = LABELS.map(secretOf);
const nsecs = secrets.map((bytes) => encodeBech32('nsec', bytes));

fuzz<Uint8Array>('an nsec', {
  cases: casesOf(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.tuple(hex64, how).map(([hex, at]) => {
          const text = pasted(encodeBech32('nsec', bytesOf(hex)), at);
          return isSecretKey(hex) ? right(text, bytesOf(hex)) : wrong(text);
        }),
      },
      { weight: 2, arbitrary: misshapen('nsec', ['npub', 'nprofile'], secrets) },
    ),
    nsecs,
  ),
  parse: parseSecretKey,
  isRight(value, input) {
    const read = decodeBech32(input.trim());
    return read?.prefix === 'nsec' && read.bytes.length === 32 && Buffer.compare(read.bytes, value) === 0;
  },
});

fuzz<Uint8Array>('a private key in hex', {
  cases: casesOf(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .tuple(hex64, how)
          .map(([hex, at]) => (isSecretKey(hex) ? right(pasted(hex, at), bytesOf(hex)) : wrong(hex))),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(hex64, fc.constantFrom('0', 'g', '0x', 'é'))
          .map(([hex, more]) => wrong(hex + more)),
      },
    ),
    LABELS.map(hexOf),
  ),
  parse: parseSecretKey,
  isRight: (value, input) =>
    isHex(input.trim()) && Buffer.from(value).toString('hex') === input.trim().toLowerCase(),
});

fuzz<PublicKey>('an npub', {
  cases: casesOf(
    fc.oneof(
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(...points), how, fc.constantFrom('', 'nostr:'))
          .map(([pubkey, at, scheme]) =>
            right(pasted(scheme + encodeBech32('npub', bytesOf(pubkey)), at), { pubkey, relays: [] }),
          ),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(...noPoints).map((hex) => wrong(encodeBech32('npub', bytesOf(hex)))),
      },
      { weight: 2, arbitrary: misshapen('npub', ['nsec', 'nprofile'], points.map(bytesOf)) },
    ),
    points.map((pubkey) => encodeBech32('npub', bytesOf(pubkey))),
  ),
  parse: parsePubkey,
  isRight({ pubkey, relays }, input) {
    const read = decodeBech32(withoutScheme(input));
    return read?.prefix === 'npub' && Buffer.from(read.bytes).toString('hex') === pubkey && !relays.length;
  },
});

fuzz<PublicKey>('a public key in hex', {
  cases: casesOf(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .tuple(fc.constantFrom(...points), how)
          .map(([pubkey, at]) => right(pasted(pubkey, at), { pubkey, relays: [] })),
      },
      {
        weight: 1,
        arbitrary: hex64.map((hex) =>
          isPoint(hex) ? right(hex, { pubkey: hex, relays: [] }) : wrong(hex.toUpperCase()),
        ),
      },
      { weight: 4, arbitrary: fc.constantFrom(...points).map((pubkey) => wrong(`${pubkey}0`)) },
    ),
    points,
  ),
  parse: parsePubkey,
  isRight: ({ pubkey, relays }, input) =>
    pubkey === withoutScheme(input).toLowerCase() &&
    !relays.length &&
    (points.includes(pubkey) || isPoint(pubkey)),
});

/** One entry of an nprofile: type and value. */
type Part = readonly [number, Uint8Array];

const pubkeyPart = fc.constantFrom(...points).map((pubkey): Part => [0, bytesOf(pubkey)]);
const relayPart = fc
  .constantFrom('wss://relay.example', '', 'wss://bücher.example/😀', 'ws://\u0000', 'r'.repeat(255))
  .map((relay): Part => [1, Buffer.from(relay)]);
const otherPart = fc
  .tuple(fc.constantFrom(0, 2, 3, 7, 255), fc.constantFrom(0, 1, 31, 33, 255))
  .map(([type, length]): Part => [type, new Uint8Array(length).fill(type)]);
const strangePart = fc.constantFrom(...noPoints).map((hex): Part => [0, bytesOf(hex)]);
const parts = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: pubkeyPart },
    { weight: 3, arbitrary: relayPart },
    { weight: 2, arbitrary: otherPart },
    { weight: 1, arbitrary: strangePart },
  ),
  { maxLength: 5 },
);

const toBytes = (entries: readonly Part[]) =>
  new Uint8Array(Buffer.concat(entries.flatMap(([type, value]) => [Buffer.of(type, value.length), value])));

/** What entries say (NIP-19): the first pubkey, all relays; nothing without a pubkey that is a point. */
function readParts(entries: readonly Part[]): PublicKey | undefined {
  const [first] = entries.filter(([type, value]) => type === 0 && value.length === 32);
  const pubkey = first && Buffer.from(first[1]).toString('hex');
  if (pubkey === undefined || !points.includes(pubkey)) return undefined;
  const relays = entries.filter(([type]) => type === 1).map(([, value]) => Buffer.from(value).toString());
  return { pubkey, relays };
}

const nprofiles = LABELS.map((label) =>
  encodeBech32(
    'nprofile',
    toBytes([
      [0, bytesOf(pubkeyOf(label))],
      [1, Buffer.from('wss://relay.example')],
    ]),
  ),
);

fuzz<PublicKey>('an nprofile', {
  cases: casesOf(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(parts, how).map(([entries, at]) => {
          const text = pasted(`nostr:${encodeBech32('nprofile', toBytes(entries))}`, at);
          const value = readParts(entries);
          return value ? right(text, value) : wrong(text);
        }),
      },
      {
        weight: 1, // the last entry says that it is longer than it is
        arbitrary: fc.tuple(parts, fc.integer({ min: 1, max: 255 })).map(([entries, length]) => {
          const rest = Buffer.alloc(length - 1);
          return wrong(
            encodeBech32('nprofile', Buffer.concat([toBytes(entries), Buffer.of(1, length), rest])),
          );
        }),
      },
      { weight: 1, arbitrary: misshapen('nprofile', ['nsec'], points.map(bytesOf)) },
    ),
    nprofiles,
  ),
  parse: parsePubkey,
  isRight({ pubkey, relays }, input) {
    const text = withoutScheme(input);
    const whole = encodeBech32(
      'nprofile',
      toBytes([[0, bytesOf(pubkey)], ...relays.map((relay): Part => [1, Buffer.from(relay)])]),
    );
    return decodeBech32(text) !== undefined && text.toLowerCase() === whole;
  },
});
