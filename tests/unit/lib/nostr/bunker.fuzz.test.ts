import fc from 'fast-check';
import {
  parseBunkerUrl,
  parseNostrConnectUrl,
  toNostrConnectUrl,
  type BunkerUrl,
  type NostrConnectUrl,
} from '#lib/nostr/bunker';
import { casesOf, fuzz, open, right, wrong, type Case } from '../../support/fuzz';
import { pubkeyOf } from '../../support/keys';

const pubkeys = Array.from({ length: 20 }, (_, index) => pubkeyOf(`signer ${index}`));
const pubkey = fc.constantFrom(...pubkeys);

/** Relays as they are written, and as they are meant. */
const RELAYS = [
  ['wss://nos.test', 'wss://nos.test/'],
  ['wss%3A%2F%2Fnos.test%2F', 'wss://nos.test/'],
  ['WSS://Other.Test:443/', 'wss://other.test/'],
  ['wss://b%C3%BCcher.test', 'wss://xn--bcher-kva.test/'],
  ['wss://bücher.test/a', 'wss://xn--bcher-kva.test/a'],
  ['ws://localhost:7777', 'ws://localhost:7777/'],
  ['ws://127.0.0.1:7777', 'ws://127.0.0.1:7777/'],
  ['+wss://spaces.test%20', 'wss://spaces.test/'],
  [`wss://long.test/${'x'.repeat(480)}`, `wss://long.test/${'x'.repeat(480)}`],
] as const;
const NO_RELAYS = [
  ...['', 'nos.test', 'https://nos.test', 'ws://nos.test', 'ws://localhost.evil.test', 'wss://'],
  ...['wss://a:b@nos.test', 'javascript:alert(1)', '%zz', `wss://long.test/${'x'.repeat(500)}`],
];
/** Texts as they are written, and as they are meant. */
const TEXTS = [
  ...[
    ['x', 'x'],
    ['s%20e+c', 's e c'],
    ['a%26b%3Dc', 'a&b=c'],
    ['%', '%'],
    ['a=b', 'a=b'],
    ['ü😀', 'ü😀'],
  ],
  ...[
    ['7'.repeat(100), '7'.repeat(100)],
    ['%00', '\u0000'],
  ],
] as [string, string][];
const PERMS = ['sign_event:1', 'nip44_decrypt', 'nip04_encrypt', 'sign_event'];

const relays = fc.array(fc.constantFrom(...RELAYS), { minLength: 1, maxLength: 10 });
const anyText = fc.constantFrom(...TEXTS);
const perms = fc.subarray(PERMS);

type Parts = [string, [string, string][], [string, string], string[], number];
const parts: fc.Arbitrary<Parts> = fc.tuple(
  pubkey,
  relays as fc.Arbitrary<[string, string][]>,
  anyText,
  perms,
  fc.nat(7),
);

/** The URL of these members, foreign ones among them; the bits of `how` turn the order round and the case up. */
function toUrl(
  scheme: string,
  key: string,
  members: readonly (readonly [string, string])[],
  how: number,
): string {
  const query = [...members, ['theme', 'dark'] as const].map(([name, value]) => `${name}=${value}`);
  const start = `${scheme}://${key}`;
  const head = how & 1 ? start.toUpperCase() : start;
  return `${how & 2 ? ' ' : ''}${head}${how & 4 ? '/' : ''}?${query.join('&')}\n`;
}

const meant = (pairs: readonly (readonly [string, string])[]) => [
  ...new Set(pairs.map(([, relay]) => relay)),
];
const written = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([relay]) => ['relay', relay] as const);

const bunker = parts.map(([key, pairs, [secret, value], , how]): Case<BunkerUrl> => {
  const members = how & 1 ? written(pairs) : [['secret', secret] as const, ...written(pairs)];
  const input = toUrl('bunker', key, members, how);
  return right(input, { signerPubkey: key, relays: meant(pairs), ...(how & 1 ? {} : { secret: value }) });
});

const offer = parts.map(([key, pairs, [secret, value], list, how]): Case<NostrConnectUrl> => {
  const members = [...written(pairs), ['secret', secret], ['perms', list.join()], ['name', secret]] as const;
  const input = toUrl('nostrconnect', key, members, how);
  return right(input, {
    clientPubkey: key,
    relays: meant(pairs),
    secret: value,
    perms: list,
    name: value,
  });
});

/** One thing wrong with a URL that is right but for it. */
const spoiled = (scheme: string) =>
  fc.tuple(pubkey, fc.nat(7), fc.constantFrom(...NO_RELAYS)).map(([key, what, noRelay]) => {
    const good = 'secret=x&relay=wss://nos.test';
    const urls = [
      `${scheme}://${key}?${good}&relay=${noRelay}`,
      `${scheme}://${key}?secret=x`,
      `${scheme}://${key}?${good}${'&relay=wss://nos.test'.repeat(10)}`,
      `${scheme}://${'f'.repeat(64)}?${good}`,
      `${scheme}://${key}0?${good}`,
      `${scheme}://${key}/x?${good}`,
      `${scheme}s://${key}?${good}`,
      `${scheme}://${key}?relay=wss://nos.test&secret=${'s'.repeat(501)}`,
    ];
    return wrong(urls[what] ?? '');
  });

const piece = fc.constantFrom(
  ...RELAYS.map(([relay]) => relay),
  ...NO_RELAYS,
  ...TEXTS.map(([each]) => each),
);
/** Any members in any number, of either scheme. */
const anyUrl = fc
  .tuple(
    fc.constantFrom('bunker', 'nostrconnect', 'BUNKER', 'http', ''),
    fc.oneof(pubkey, fc.constantFrom('', '0'.repeat(64), 'f'.repeat(64), 'a'.repeat(63))),
    fc.array(fc.tuple(fc.constantFrom('relay', 'secret', 'perms', 'name', 'relay'), piece), {
      maxLength: 12,
    }),
  )
  .map(([scheme, key, members]) => open(toUrl(scheme, key, members, 0)));

interface Read {
  pubkey: string;
  relays: string[];
  secret: string | undefined;
}

/** Whether the parts of a URL are those of the text, and no relay is one that may not be. */
function isRead({ pubkey: key, relays: found, secret }: Read, scheme: string, input: string): boolean {
  const text = input.trim();
  const members = new URLSearchParams(text.slice(text.indexOf('?') + 1));
  const urls = members.getAll('relay').map((relay) => new URL(relay.trim()));
  for (const url of urls) url.hash = '';
  return (
    text.toLowerCase().startsWith(`${scheme}://${key}`) &&
    found.join(' ') === [...new Set(urls.map(({ href }) => href))].join(' ') &&
    found.length > 0 &&
    urls.length <= 10 &&
    found.every((relay) => /^wss:\/\/|^ws:\/\/(localhost|127\.0\.0\.1)[:/]/.test(relay)) &&
    urls.every(({ username, password }) => username === '' && password === '') &&
    (members.get('secret') ?? '') === (secret ?? '')
  );
}

const textsOf = (scheme: string) =>
  pubkeys.map((key) => `${scheme}://${key}?relay=wss%3A%2F%2Fnos.test&secret=x%20y&perms=a,b&name=Ada`);

fuzz<BunkerUrl>('a bunker URL', {
  cases: casesOf(
    fc.oneof(
      { weight: 2, arbitrary: bunker },
      { weight: 1, arbitrary: spoiled('bunker') },
      { weight: 1, arbitrary: anyUrl },
    ),
    textsOf('bunker'),
  ),
  parse: parseBunkerUrl,
  isRight: ({ signerPubkey, relays: found, secret }, input) =>
    isRead({ pubkey: signerPubkey, relays: found, secret }, 'bunker', input),
});

fuzz<NostrConnectUrl>('a nostrconnect URL', {
  cases: casesOf(
    fc.oneof(
      { weight: 2, arbitrary: offer },
      { weight: 1, arbitrary: spoiled('nostrconnect') },
      { weight: 1, arbitrary: anyUrl },
    ),
    textsOf('nostrconnect'),
  ),
  parse: parseNostrConnectUrl,
  isRight(value, input) {
    const { clientPubkey, relays: found, secret } = value;
    const again = parseNostrConnectUrl(toNostrConnectUrl(value));
    return (
      isRead({ pubkey: clientPubkey, relays: found, secret }, 'nostrconnect', input) &&
      JSON.stringify(again) === JSON.stringify(value)
    );
  },
});
