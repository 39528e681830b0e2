/** Keys and links in bech32 and hex (NIP-19, NIP-21, NIP-49), and what the person may paste into one field. */
import fc from 'fast-check';
import { parsePubkey, parseSecretKey, toNpub, toNsec } from '#lib/nostr/keys';
import { parseLink, parseTemplate, toLinkUrl } from '#lib/nostr/link';
import { readInput } from '#lib/nostr/input';
import { MAX_LOG_N, parseNcryptsec } from '#lib/nostr/ncryptsec';
import { parseRelayUrl } from '#lib/nostr/relay-url';
import { FacetError } from '#lib/rpc/errors';
import { BECH32, BECH32M, decodeBech32, encodeBech32 } from '../unit/support/bech32';
import { damaged, junk } from '../unit/support/fuzz';
import { pubkeyOf } from '../unit/support/keys';
import { expectNoSecret, hostileText, SECRETS } from './support/hostile';
import { property, surface } from './support/surface';

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const ada = pubkeyOf('ada');
const NPUB = encodeBech32('npub', bytesOf(ada));
const [NSEC = ''] = SECRETS;
const PREFIXES = ['nsec', 'npub', 'nprofile', 'note', 'nevent', 'naddr', 'ncryptsec', 'nrelay', 'lnbc'];
const RIGHT = [NPUB, NSEC, `nostr:${NPUB}`, ada, encodeBech32('ncryptsec', new Uint8Array(91).fill(2))];

/** Codes of every prefix, right and wrong in length and checksum, entries of type, length and value among them. */
const codes = fc
  .tuple(
    fc.constantFrom(...PREFIXES),
    fc.oneof(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.uint8Array({ maxLength: 100 }),
      fc
        .array(fc.tuple(fc.constantFrom(0, 0, 1, 2, 3, 255), fc.uint8Array({ maxLength: 33 })), {
          maxLength: 4,
        })
        .map((all) => Uint8Array.from(all.flatMap(([type, value]) => [type, value.length, ...value]))),
      fc.uint8Array({ minLength: 91, maxLength: 91 }).map((all) => (all.set([2, (all[1] ?? 0) % 24]), all)),
    ),
    fc.constantFrom(BECH32, BECH32, BECH32, BECH32M),
    fc.constantFrom('', 'nostr:', ' ', 'nostr://'),
  )
  .map(([prefix, bytes, checksum, before]) => before + encodeBech32(prefix, bytes, checksum));
const inputs = fc.oneof(codes, damaged(RIGHT), junk(RIGHT), hostileText);

/** What is read of an input; undefined where it is refused, without a secret of it in the error. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FacetError)) throw error;
    expectNoSecret(error.message);
    return undefined;
  }
}

surface('codes', [
  property('a private key that is taken is what was written, and printed it is read as the same', 10_000, {
    cases: inputs,
    holds(input) {
      const key = attempt(() => parseSecretKey(input));
      if (!key) return;
      const hex = Buffer.from(key).toString('hex');
      const read = decodeBech32(input.trim());
      if (
        input.trim().toLowerCase() !== hex &&
        (read?.prefix !== 'nsec' || Buffer.compare(read.bytes, key) !== 0)
      )
        throw new Error('another key');
      if (Buffer.compare(parseSecretKey(toNsec(key)), key) !== 0) throw new Error('not canonical');
    },
  }),
  property('a public key that is taken is never made of a private one, and printed it is the same', 8_000, {
    cases: inputs,
    holds(input) {
      const read = attempt(() => parsePubkey(input));
      if (!read) return;
      if (/nsec1/i.test(input)) throw new Error('this is a private key');
      if (parsePubkey(toNpub(read.pubkey)).pubkey !== read.pubkey) throw new Error('not canonical');
    },
  }),
  property('an encrypted key never asks for more work than is done for one', 10_000, {
    cases: inputs,
    holds(input) {
      const read = attempt(() => parseNcryptsec(input));
      if (!read) return;
      const [version, logN] = decodeBech32(read.text)?.bytes ?? [];
      if (version !== 2 || logN !== read.logN || logN < 1 || logN > MAX_LOG_N)
        throw new Error('too much work');
    },
  }),
  property(
    'a link is plain letters about something public, and no client can be led elsewhere by one',
    10_000,
    {
      cases: fc.tuple(inputs, fc.constantFrom('https://njump.me/{}', 'https://a.example/?q={}#x')),
      holds([input, template]) {
        const entity = attempt(() => parseLink(input));
        if (entity === undefined) return;
        if (!/^(npub|note|nprofile|nevent|naddr)1[a-z0-9]+$/.test(entity)) throw new Error('this is no link');
        if (decodeBech32(entity) === undefined || parseLink(entity) !== entity)
          throw new Error('not canonical');
        if (new URL(toLinkUrl(template, entity)).host !== new URL(template).host)
          throw new Error('elsewhere');
      },
    },
  ),
  property('an address of a client keeps its host whatever link is put into it', 10_000, {
    cases: fc.oneof(
      damaged([
        'https://a.example/{}',
        'https://a.example/?q=%s',
        'https://{}.a.example/',
        'http://a.example/{}',
      ]),
      fc.tuple(fc.webUrl(), fc.constantFrom('{}', '%s', '{}{}', '@{}', ':{}')).map((all) => all.join('')),
    ),
    holds(input) {
      const template = attempt(() => parseTemplate(input));
      if (template === undefined) return;
      const [one, other] = [NPUB, 'note1x'].map((entity) => new URL(toLinkUrl(template, entity)));
      if (one?.protocol !== 'https:' || one.host !== other?.host || one.username)
        throw new Error('elsewhere');
    },
  }),
  property('a relay’s address is wss, or ws on this machine, and its normal form is its own', 17_000, {
    cases: fc.oneof(
      damaged([
        'wss://relay.example/x',
        'ws://localhost:7777',
        'wss://a:b@relay.example',
        'https://relay.example',
      ]),
      fc.webUrl({ validSchemes: ['ws', 'wss', 'http'], withQueryParameters: true, withFragments: true }),
      hostileText,
    ),
    holds(input) {
      const url = attempt(() => parseRelayUrl(input));
      if (url === undefined) return;
      if (!/^wss:\/\/[^@]+$|^ws:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//.test(new URL(url).origin + '/'))
        throw new Error('anybody can read along');
      if (url.length > 500 || parseRelayUrl(url) !== url || url.includes('#'))
        throw new Error('not canonical');
    },
  }),
  property(
    'what is pasted where one watches never becomes a private key, and nothing of it is repeated',
    8_000,
    {
      cases: fc.tuple(inputs, fc.constantFrom('have', 'watch')),
      holds([input, use]) {
        const read = readInput(input, use);
        if (use === 'watch' && 'kind' in read && !['public-key', 'address'].includes(read.kind))
          throw new Error(`it is taken for ${read.kind}`);
        // 64 hex digits are a private key or a public one, and nobody can tell: where one watches they are public
        const isPublic = use === 'watch' && /^[0-9a-f]{64}$/i.test(input.trim());
        if (!isPublic) expectNoSecret(JSON.stringify(read));
      },
    },
  ),
]);
