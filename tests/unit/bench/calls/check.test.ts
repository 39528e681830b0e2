import { encrypt, getConversationKey } from 'nostr-tools/nip44';
import { finalizeEvent, getPublicKey } from 'nostr-tools/pure';
import { describe, expect, it } from 'vitest';
import { checkEvents, checkPubkeys, checkTexts } from '../../../bench/calls/check';
import { EVENT } from '../../../bench/calls/controls/constants';
import { peer } from '../../../bench/calls/peer';
import { toDraft, toText } from '../../../bench/calls/work';

const secretKey = new Uint8Array(32).fill(9);
const pubkey = getPublicKey(secretKey);

/** An answer as it arrives: JSON. */
const sign = (label: string, index: number, key = secretKey) =>
  JSON.parse(JSON.stringify(finalizeEvent(toDraft(label, index), key))) as object;

describe('the check of events', () => {
  it('finds nothing wrong with the answers to what was asked', () => {
    expect(checkEvents([sign('a', 0), sign('a', 1)], 'a', pubkey)).toEqual([]);
    expect(checkEvents([{ ...EVENT }], 'a', undefined)).toEqual([]);
  });

  it.each([
    ['of another call', sign('a', 1)],
    ['of another round', sign('b', 0)],
    ['by another key', sign('a', 0, new Uint8Array(32).fill(8))],
    ['with another signature', { ...sign('a', 0), sig: 'f'.repeat(128) }],
    ['with another id', { ...sign('a', 0), id: 'e'.repeat(64) }],
    ['with something more', { ...sign('a', 0), more: true }],
    ['that is an error', { error: 'no' }],
    ['that never came', null],
  ])('finds an answer %s', (_, answer) => {
    expect(checkEvents([answer], 'a', pubkey)).toHaveLength(1);
    expect(checkEvents([answer], 'a', undefined)).toHaveLength(1);
  });
});

describe('the check of texts', () => {
  const asked = { label: 'a', size: 100 };
  const plaintext = toText('a', 0, 100);
  const ciphertext = encrypt(plaintext, getConversationKey(secretKey, peer.pubkey));

  it('reads what was encrypted as the peer would', () => {
    expect(plaintext).toHaveLength(100);
    expect(checkTexts([{ ciphertext, plaintext }], asked, pubkey)).toEqual([]);
    expect(checkTexts([{ ciphertext: plaintext, plaintext }], asked, undefined)).toEqual([]);
  });

  it('finds another text, on either way', () => {
    const other = toText('a', 1, 100);
    const wrong = encrypt(other, getConversationKey(secretKey, peer.pubkey));
    expect(checkTexts([{ ciphertext, plaintext: other }], asked, pubkey)).toHaveLength(1);
    expect(checkTexts([{ ciphertext: wrong, plaintext }], asked, pubkey)).toHaveLength(1);
  });

  it('finds what the peer cannot read', () => {
    expect(checkTexts([{ ciphertext: plaintext, plaintext }], asked, pubkey)).toHaveLength(1);
    const stranger = encrypt(plaintext, getConversationKey(new Uint8Array(32).fill(8), peer.pubkey));
    expect(checkTexts([{ ciphertext: stranger, plaintext }], asked, pubkey)).toHaveLength(1);
  });
});

it('finds another public key', () => {
  expect(checkPubkeys([pubkey, peer.pubkey], pubkey)).toHaveLength(1);
});
