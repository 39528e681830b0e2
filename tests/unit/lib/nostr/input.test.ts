import { nsecEncode, nprofileEncode, npubEncode } from 'nostr-tools/nip19';
import { describe, expect, it } from 'vitest';
import { readInput } from '#lib/nostr/input';
import nip06 from '../../../vectors/nip06.json';
import nip19 from '../../../vectors/nip19.json';
import nip49 from '../../../vectors/nip49.json';
import { hexOf, pubkeyOf, secretOf } from '../../support/keys';
import { keysBandOf, nos2xFoxOf } from '../../support/exports';

const pubkey = pubkeyOf('ada');
const nsec = nsecEncode(secretOf('ada'));
const npub = npubEncode(pubkey);
const words = nip06.phrases[0]?.words ?? '';
const ncryptsec = nip49.decryption[0]?.ncryptsec ?? '';

describe('what a pasted text is', () => {
  it.each([
    ['an nsec', nsec, { kind: 'secret-key', pubkey }],
    ['hex', ` ${hexOf('ada').toUpperCase()}\n`, { kind: 'secret-key', pubkey }],
    ['an npub', npub, { kind: 'public-key', pubkey }],
    ['a link to one', `nostr:${npub}`, { kind: 'public-key', pubkey }],
    ['an nprofile', nprofileEncode({ pubkey, relays: [] }), { kind: 'public-key', pubkey }],
    ['an encrypted key', ncryptsec, { kind: 'ncryptsec' }],
    ['seed words', words.toUpperCase(), { kind: 'words' }],
    ['an address', 'Ada@Lovelace.Example', { kind: 'address', address: 'ada@lovelace.example' }],
    [
      'an address with "npub1" in it',
      'an-npub1@ada.example',
      { kind: 'address', address: 'an-npub1@ada.example' },
    ],
    ['a bunker link', `bunker://${pubkey}?relay=wss://relay.example`, { kind: 'bunker' }],
    ['a link that a client made, not a signer', `nostrconnect://${pubkey}`, { problem: 'neither' }],
    ['a list', `${nsec}\n${npub}`, { kind: 'list' }],
    ['a key with a name', `ada ${nsec}`, { kind: 'list' }],
    ['an export', nos2xFoxOf('ada'), { kind: 'list' }],
    ['another export', keysBandOf('ada'), { kind: 'list' }],
    ['nothing', ' \n', { problem: 'empty' }],
    ['an nsec with a typing error', nsec.slice(0, -1), { problem: 'typo' }],
    ['an npub that is cut off', npub.slice(0, 20), { problem: 'typo' }],
    ['an encrypted key that is cut off', ncryptsec.slice(0, -1), { problem: 'typo' }],
    ['hex that is no key', 'f'.repeat(64), { problem: 'typo' }],
    ['11 words', words.replace(' bean', ''), { problem: 'count' }],
    ['a word', 'hello', { problem: 'neither' }],
    ['a sentence', 'this is not a key', { problem: 'neither' }],
    ['six words, as of a name', words.split(' ').slice(0, 6).join(' '), { problem: 'neither' }],
    [
      'seven words, as of a phrase with some missing',
      words.split(' ').slice(0, 7).join(' '),
      { problem: 'count' },
    ],
    ['short hex', hexOf('ada').slice(1), { problem: 'neither' }],
  ])('is %s', (_, text, read) => {
    expect(readInput(text)).toEqual(read);
  });

  it.each([
    ['hex is a public key', pubkey, { kind: 'public-key', pubkey }],
    ['an npub', npub, { kind: 'public-key', pubkey }],
    ['an address', 'ada@lovelace.example', { kind: 'address', address: 'ada@lovelace.example' }],
    ['an nsec is not wanted', nsec, { problem: 'secret' }],
    ['words are not wanted', words, { problem: 'secret' }],
    ['an encrypted key is not wanted', ncryptsec, { problem: 'secret' }],
    ['a list is not wanted', `${npub} ${npub}`, { problem: 'neither' }],
  ])('where somebody is to be watched: %s', (_, text, read) => {
    expect(readInput(text, 'watch')).toEqual(read);
  });

  it('is what the examples of NIP-19 are', () => {
    for (const { text } of nip19.nsec) expect(readInput(text)).toMatchObject({ kind: 'secret-key' });
    for (const each of [...nip19.npub, ...nip19.nprofile]) {
      expect(readInput(each.text)).toEqual({ kind: 'public-key', pubkey: each.pubkey });
    }
  });
});
