/** What a remote signer and its relays may send (NIP-46), and the addresses under which one is found. */
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import {
  MAX_BUNKER_RELAYS,
  parseBunkerDocument,
  parseBunkerUrl,
  parseNostrConnectUrl,
  toNostrConnectUrl,
} from '#lib/nostr/bunker';
import { parseRelayUrl } from '#lib/nostr/relay-url';
import { FacetError } from '#lib/rpc/errors';
import { openMessage, parseAnswer, parseAuthUrl } from '#lib/signers/remote/messages';
import { damaged, junk } from '../unit/support/fuzz';
import { pubkeyOf } from '../unit/support/keys';
import { clientOf, sealAs } from '../unit/support/remote-signer';
import {
  expectNoSecret,
  hostileJson,
  hostileText,
  hostileValue,
  mutated,
  SECRETS,
  toJson,
} from './support/hostile';
import { property, surface } from './support/surface';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const client = clientOf('client');

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

const relays = fc.uniqueArray(
  fc.constantFrom(
    'wss://relay.example/',
    'wss://a.example/x?y=1',
    'ws://localhost:7777/',
    'wss://bücher.example/',
  ),
  { maxLength: 4 },
);
const bunkers = fc
  .tuple(fc.constantFrom(ada, bob, 'f'.repeat(64)), relays, fc.oneof(hostileText, fc.constant('')))
  .map(([pubkey, urls, secret]) => {
    const query = new URLSearchParams(urls.map((url) => ['relay', url]));
    if (secret !== '') query.set('secret', secret);
    return `bunker://${pubkey}?${query.toString()}`;
  });
const RIGHT = [
  `bunker://${ada}?relay=wss%3A%2F%2Frelay.example&secret=${SECRETS[0]}`,
  `nostrconnect://${ada}?relay=wss://relay.example&secret=s&perms=sign_event:1,nip44_decrypt&name=Ada`,
];
const inputs = fc.oneof(bunkers, damaged(RIGHT), junk(RIGHT));

const isRelay = (url: string) => url.length <= 500 && parseRelayUrl(url) === url;
const areRelays = (urls: string[]) =>
  urls.length > 0 &&
  urls.length <= MAX_BUNKER_RELAYS &&
  new Set(urls).size === urls.length &&
  urls.every(isRelay);

const answers = fc.constantFrom(
  { id: 'a', result: 'pong' },
  { id: 'a', result: 'auth_url', error: 'https://signer.example/approve' },
  { id: 'a', result: null, error: 'no' },
);
const document = {
  names: { ada, bob: ada },
  nip46: { [ada]: ['wss://relay.example'], relays: ['wss://b.example'] },
};

surface('remote-signer', [
  property('an answer has a short id and one meaning, and whatever else is said is dropped', 25_000, {
    cases: fc.oneof(mutated(answers).map(toJson), hostileJson),
    holds(text) {
      let answer;
      try {
        answer = parseAnswer(text);
      } catch {
        return; // the client takes it as never sent
      }
      if (answer.id.length > 200) throw new Error('the id is long');
      const said = JSON.parse(text) as Record<string, unknown>;
      if (said['id'] !== answer.id) throw new Error('another request');
      if (answer.type === 'result' && said['error']) throw new Error('a refusal was taken for a result');
      const members = answer.type === 'refused' ? ['id', 'type'] : ['id', 'type', 'result', 'url'];
      if (!Object.keys(answer).every((key) => members.includes(key))) throw new Error('it carries more');
    },
  }),
  property('the page of an approval is https, without a password, and reads the same again', 20_000, {
    cases: fc.oneof(
      fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true, withFragments: true }),
      damaged([
        'https://signer.example/approve?id=1',
        'https://ada:secret@signer.example',
        'javascript:alert(1)',
      ]),
      fc
        .tuple(fc.constantFrom('https:', 'javascript:', ' https://', 'data:text/html,'), hostileText)
        .map((all) => all.join('')),
    ),
    holds(input) {
      const url = attempt(() => parseAuthUrl(input));
      if (url === undefined) return;
      if (!url.startsWith('https://') || /^https:\/\/[^/?#]*@/.test(url))
        throw new Error('this is not https');
      if (new URL(url).href !== url || !/^[\x21-\x7E]*$/.test(url)) throw new Error('it reads otherwise');
    },
  }),
  property(
    'a message counts by its author, to this client, verified and under NIP-44, or not at all',
    1_000,
    {
      cases: fc.tuple(
        fc.constantFrom('bob', 'bob', 'eve'),
        fc.constantFrom('client', 'client', 'ada'),
        fc.constantFrom('none', 'none', 'content', 'sig', 'tags', 'kind', 'pubkey'),
        hostileValue,
        // NIP-44 has no empty text, and nostr-tools drops a mark of byte order at the front of one
        hostileText.filter((text) => /^[^\uFEFF]/.test(text) && text.isWellFormed() && text.length < 10_000),
      ),
      async holds([author, to, part, value, text]) {
        const event = sealAs(author, pubkeyOf(to), text);
        const raw = part === 'none' ? event : { ...event, [part]: value };
        const isRight = author === 'bob' && to === 'client' && part === 'none';
        const opened = await openMessage(raw, client, (pubkey) => pubkey === bob);
        if ((opened !== undefined) !== isRight) throw new Error(isRight ? 'this is right' : 'this counts');
        if (opened && (opened.text !== text || opened.author !== bob))
          throw new Error('something else was said');
      },
    },
  ),
  property('a bunker URL that is taken names one signer and few relays in normal form', 20_000, {
    cases: inputs,
    holds(input) {
      const read = attempt(() => parseBunkerUrl(input));
      if (!read) return;
      const { signerPubkey, relays: urls, secret = '' } = read;
      if (!input.toLowerCase().includes(signerPubkey)) throw new Error('another signer');
      if (!areRelays(urls) || secret.length > 500) throw new Error('more than it may name');
      const query = new URLSearchParams(urls.map((url) => ['relay', url]));
      if (secret !== '') query.set('secret', secret);
      const again = parseBunkerUrl(`bunker://${signerPubkey}?${query.toString()}`);
      if (!isDeepStrictEqual(again, read)) throw new Error('not canonical');
    },
  }),
  property('a nostrconnect URL is what is printed of it, read again', 20_000, {
    cases: fc.oneof(
      inputs,
      fc
        .tuple(
          relays,
          hostileText,
          fc.array(fc.constantFrom('sign_event:1', 'ping'), { maxLength: 3 }),
          hostileText,
        )
        .map(([urls, secret, perms, name]) =>
          toNostrConnectUrl({ clientPubkey: ada, relays: urls, secret, perms, name }),
        ),
    ),
    holds(input) {
      const read = attempt(() => parseNostrConnectUrl(input));
      if (!read) return;
      if (!areRelays(read.relays) || (read.name?.length ?? 0) > 100) throw new Error('more than it may name');
      const again = parseNostrConnectUrl(toNostrConnectUrl(read));
      if (!isDeepStrictEqual(again, read)) throw new Error('not canonical');
    },
  }),
  property('a domain names a remote signer by its own members alone', 14_000, {
    cases: fc.tuple(mutated(fc.constant(document)), fc.constantFrom('ada', 'bob', '__proto__', 'toString')),
    holds([value, name]) {
      const plain = JSON.parse(toJson(value)) as unknown;
      const read = attempt(() => parseBunkerDocument(plain, name));
      if (!read) return;
      const { names } = plain as { names: Record<string, unknown> };
      if (!Object.hasOwn(names, name) || !areRelays(read.relays)) throw new Error('nobody said that');
    },
  }),
]);
