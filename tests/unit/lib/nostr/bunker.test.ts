import { describe, expect, it } from 'vitest';
import {
  parseBunkerDocument,
  parseBunkerUrl,
  parseNostrConnectUrl,
  toNostrConnectUrl,
} from '#lib/nostr/bunker';
import { InvalidError } from '#lib/rpc/errors';
import { pubkeyOf } from '../../support/keys';

const signer = pubkeyOf('signer');
const RELAY = 'wss://relay.example/';
const relays = (count: number) =>
  Array.from({ length: count }, (_, n) => `relay=wss://r${n}.example`).join('&');

describe('a bunker URL', () => {
  it('names the remote signer, its relays and a secret', () => {
    const url = `bunker://${signer}?relay=wss%3A%2F%2Frelay.example&relay=wss://relay.example/&relay=ws://localhost:7777&secret=s%20e`;
    expect(parseBunkerUrl(`  ${url}\n`)).toEqual({
      signerPubkey: signer,
      relays: [RELAY, 'ws://localhost:7777/'],
      secret: 's e',
    });
  });

  it('may do without a secret, and be written in capitals', () => {
    expect(parseBunkerUrl(`BUNKER://${signer.toUpperCase()}?relay=${RELAY}`)).toEqual({
      signerPubkey: signer,
      relays: [RELAY],
    });
  });

  it.each([
    ['another scheme', `nostrconnect://${signer}?relay=${RELAY}`],
    ['no scheme', signer],
    ['a key that is too short', `bunker://${signer.slice(1)}?relay=${RELAY}`],
    ['a key that is no point on the curve', `bunker://${'f'.repeat(64)}?relay=${RELAY}`],
    ['no relay', `bunker://${signer}?secret=x`],
    ['no query', `bunker://${signer}`],
    ['eleven relays', `bunker://${signer}?${relays(11)}`],
    ['a thousand relays', `bunker://${signer}?${relays(1000)}`],
    ['a relay without encryption', `bunker://${signer}?relay=ws://relay.example`],
    ['a relay that is a page', `bunker://${signer}?relay=https://relay.example`],
    ['a relay with a password', `bunker://${signer}?relay=wss://a:b@relay.example`],
    ['one bad relay among good ones', `bunker://${signer}?relay=${RELAY}&relay=javascript:alert(1)`],
    ['an endless secret', `bunker://${signer}?relay=${RELAY}&secret=${'s'.repeat(501)}`],
    ['a path', `bunker://${signer}/x?relay=${RELAY}`],
    ['nothing', ''],
  ])('is refused with %s', (_what, url) => {
    expect(() => parseBunkerUrl(url)).toThrow(InvalidError);
  });
});

describe('a nostrconnect URL', () => {
  const offer = {
    clientPubkey: pubkeyOf('client'),
    relays: [RELAY, 'wss://other.example/'],
    secret: 'a+b c&d',
    perms: ['sign_event:1', 'nip44_decrypt'],
    name: 'Facet & friends',
  };

  it('says what was put in', () => {
    expect(parseNostrConnectUrl(toNostrConnectUrl(offer))).toEqual(offer);
    expect(toNostrConnectUrl(offer)).not.toContain('+');
  });

  it('has a name of a hundred characters at most, and no half of one', () => {
    const name = `${'x'.repeat(99)}😀`;
    expect(parseNostrConnectUrl(toNostrConnectUrl({ ...offer, name })).name).toBe('x'.repeat(99));
  });

  it.each([
    ['without a secret', `nostrconnect://${signer}?relay=${RELAY}`],
    ['without a relay', `nostrconnect://${signer}?secret=x`],
    ['as a bunker URL', `bunker://${signer}?relay=${RELAY}&secret=x`],
  ])('is refused %s', (_what, url) => {
    expect(() => parseNostrConnectUrl(url)).toThrow(InvalidError);
  });
});

describe('a bunker name', () => {
  it.each([
    ['under the pubkey', { [signer]: [RELAY] }],
    ['under relays', { relays: [RELAY] }],
  ])('finds signer and relays %s', (_where, nip46) => {
    expect(parseBunkerDocument({ names: { alice: signer }, nip46 }, 'alice')).toEqual({
      signerPubkey: signer,
      relays: [RELAY],
    });
  });

  it.each([
    ['no document', null],
    ['nobody of that name', { names: {}, nip46: { relays: [RELAY] } }],
    ['an inherited name', { names: JSON.parse('{"__proto__":{}}') as object, nip46: { relays: [RELAY] } }],
    ['a name that is no key', { names: { alice: 7 }, nip46: { relays: [RELAY] } }],
    ['no relays', { names: { alice: signer } }],
    ['relays that are no texts', { names: { alice: signer }, nip46: { relays: [7] } }],
    ['a thousand relays', { names: { alice: signer }, nip46: { relays: Array<string>(1000).fill(RELAY) } }],
    ['only relays of this machine', { names: { alice: signer }, nip46: { relays: ['ws://127.0.0.1:7777'] } }],
    ['a relay that is a page', { names: { alice: signer }, nip46: { relays: ['https://relay.example'] } }],
  ])('is refused with %s', (_what, document) => {
    expect(() => parseBunkerDocument(document, 'alice')).toThrow(InvalidError);
  });

  it('leads to this machine only where the person has a relay there, and to the others all the same', () => {
    const document = { names: { alice: signer }, nip46: { relays: ['ws://127.0.0.1:7777', RELAY] } };
    const relaysFor = (own: string[]) => parseBunkerDocument(document, 'alice', own).relays;
    expect(relaysFor(['wss://own.example/'])).toEqual([RELAY]);
    expect(relaysFor(['ws://127.0.0.1:8888/'])).toEqual(['ws://127.0.0.1:7777/', RELAY]);
  });
});
