import { naddrEncode, neventEncode, noteEncode, nprofileEncode } from 'nostr-tools/nip19';
import { describe, expect, it } from 'vitest';
import { LINK_CLIENTS, parseLink, parseTemplate, toLinkUrl } from '#lib/nostr/link';
import { toNpub, toNsec } from '#lib/nostr/keys';
import vectors from '../../../vectors/nip19.json';
import { pubkeyOf } from '../../support/keys';

const pubkey = pubkeyOf('ada');
const npub = toNpub(pubkey);

describe('a nostr link', () => {
  it.each([
    npub,
    noteEncode(pubkey),
    nprofileEncode({ pubkey, relays: ['wss://relay.example'] }),
    neventEncode({ id: pubkey, kind: 1 }),
    naddrEncode({ pubkey, kind: 30_023, identifier: 'a' }),
    ...vectors.nprofile.map(({ text }) => text),
  ])('is about %s', (text) => {
    expect(parseLink(`nostr:${text}`)).toBe(text);
    expect(parseLink(`NOSTR://${text.toUpperCase()}`)).toBe(text);
  });

  it.each([
    ['a private key', `nostr:${toNsec(new Uint8Array(32).fill(7))}`],
    ['a typing error', `nostr:${npub.slice(0, -1)}q`],
    ['something behind it', `nostr:${npub}/../evil`],
    ['another scheme', `javascript:${npub}`],
    ['two schemes', `nostr:nostr:${npub}`],
    ['nothing', 'nostr:'],
    ['a mixed case', `nostr:${npub.slice(0, -1)}${npub.slice(-1).toUpperCase()}A`],
    ['no end', `nostr:npub1${'q'.repeat(5_000)}`],
  ])('is none with %s, and the error repeats nothing of it', (_, link) => {
    expect(() => parseLink(link)).toThrow('a nostr link names');
    try {
      parseLink(link);
    } catch (error) {
      expect((error as Error).message).not.toContain(link.slice(6) || 'nothing');
    }
  });
});

const longest = `https://client.example/${'a'.repeat(475)}`;

describe('a client', () => {
  it.each(LINK_CLIENTS.map(({ template }) => template))('%s opens links over https', (template) => {
    expect(parseTemplate(template)).toBe(template);
    expect(new URL(toLinkUrl(template, npub)).protocol).toBe('https:');
    expect(toLinkUrl(template, npub)).toContain(npub);
  });

  it.each([
    [' https://client.example/%s ', 'https://client.example/{}'],
    ['https://client.example/#/e/{}', 'https://client.example/#/e/{}'],
    ['https://client.example/?link={}&as=web', 'https://client.example/?link={}&as=web'],
    [`${longest}{}`, `${longest}{}`],
  ])('may be %s', (input, template) => expect(parseTemplate(input)).toBe(template));

  it.each([
    'http://client.example/{}',
    'javascript:alert(1)//{}',
    'data:text/html,{}',
    'https://client.example/',
    'https://client.example/{}/{}',
    'https://{}.client.example/',
    'https://client.example{}',
    'https://name:word@client.example/{}',
    `${longest}a{}`,
    'client.example/{}',
    '',
  ])('is never %s', (input) => expect(() => parseTemplate(input)).toThrow('a client is an https address'));
});
