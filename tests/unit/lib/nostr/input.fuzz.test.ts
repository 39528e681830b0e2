import fc from 'fast-check';
import { readInput, type Input } from '#lib/nostr/input';
import { InvalidError } from '#lib/rpc/errors';
import { encodeBech32 } from '../../support/bech32';
import { casesOf, fuzz, pasted, right, wrong, type Case } from '../../support/fuzz';
import { hexOf, pubkeyOf, secretOf } from '../../support/keys';

const pubkey = pubkeyOf('ada');
const nsec = encodeBech32('nsec', secretOf('ada'));
const npub = encodeBech32('npub', new Uint8Array(Buffer.from(pubkey, 'hex')));
const words = Array<string>(12).fill('abandon').join(' ');
const RIGHT: [string, Input][] = [
  [nsec, { kind: 'secret-key', pubkey }],
  [hexOf('ada'), { kind: 'secret-key', pubkey }],
  [npub, { kind: 'public-key', pubkey }],
  [encodeBech32('ncryptsec', new Uint8Array(91).fill(2)), { kind: 'ncryptsec' }],
  ...Array<[string, Input]>(6).fill([words, { kind: 'words' }]),
  ...Array<[string, Input]>(6).fill([
    'ada@lovelace.example',
    { kind: 'address', address: 'ada@lovelace.example' },
  ]),
  [`bunker://${pubkey}`, { kind: 'bunker' }],
  [`${npub}\n${nsec}`, { kind: 'list' }],
  ['[{}]', { kind: 'list' }],
];
const WRONG = [
  `${nsec}q`,
  npub.slice(0, -1),
  `${words} abandon`,
  'ada',
  'ada@',
  '',
  ' ',
  'f'.repeat(64),
  '{'.slice(1),
];

/** The kind of a text; a problem leaves as an error that holds all that is told of it. */
function parse(text: string): Input {
  const [read, watch] = [readInput(text), readInput(text, 'watch')];
  if ('kind' in watch && watch.kind !== 'public-key' && watch.kind !== 'address') {
    throw new Error('a secret is taken for something to watch');
  }
  if ('problem' in read) throw new InvalidError(JSON.stringify(read));
  return read;
}

fuzz<Input>('whatever somebody has', {
  cases: casesOf(
    fc.oneof(
      fc
        .tuple(fc.constantFrom(...RIGHT), fc.nat(3))
        .map(([[text, value], how]): Case<Input> => right(pasted(text, how), value)),
      fc.constantFrom(...WRONG).map(wrong),
    ),
    [`bunker://${pubkey}`, words, words, 'ada@lovelace.example', 'bob@sub.domain.example', nsec],
  ),
  parse,
  isRight(value, text) {
    if (!('kind' in value)) return false;
    if (value.kind === 'address') return value.address === text.trim().toLowerCase();
    return value.kind !== 'secret-key' || value.pubkey === pubkey || text.trim().length === 64;
  },
});
