import fc from 'fast-check';
import { parseNcryptsec } from '#lib/nostr/ncryptsec';
import { BECH32, BECH32M, decodeBech32, encodeBech32 } from '../../support/bech32';
import { casesOf, fuzz, pasted, right, wrong } from '../../support/fuzz';
import { secretOf } from '../../support/keys';

/** Version, log_n, salt, nonce, key security byte, key and tag (NIP-49). */
const LENGTH = 91;

const bodies = Array.from({ length: 40 }, (_, index) =>
  Buffer.concat(['a', 'b', 'c'].map((part) => secretOf(`body ${index} ${part}`))),
);

/** An encrypted key of `length` bytes that nobody can open: what is sealed is not looked at yet. */
function bytesOf(body: Uint8Array, version: number, logN: number, length = LENGTH): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(body.subarray(0, length));
  bytes.set([version, logN].slice(0, length));
  return bytes;
}

const body = fc.constantFrom(...bodies);

fuzz<{ text: string; logN: number }>('an ncryptsec', {
  cases: casesOf(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .tuple(
            body,
            fc.constantFrom(2, 2, 2, 2, 2, 2, 2, 2, 0, 1, 3, 255),
            fc.oneof(
              { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }) },
              { weight: 1, arbitrary: fc.constantFrom(0, 21, 22, 64, 255) },
            ),
            fc.nat(3),
          )
          .map(([whole, version, logN, how]) => {
            const text = encodeBech32('ncryptsec', bytesOf(whole, version, logN));
            const isRight = version === 2 && logN >= 1 && logN <= 20;
            return isRight ? right(pasted(text, how), { text, logN }) : wrong(text);
          }),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            body,
            fc.constantFrom('ncryptsec', 'nsec', 'ncryptsec1', 'xncryptsec', 'n'),
            fc.constantFrom(LENGTH, 0, 1, 2, 32, 90, 92, 200),
            fc.constantFrom(BECH32, BECH32M, 0),
          )
          .filter(([, ...form]) => form.join() !== ['ncryptsec', LENGTH, BECH32].join())
          .map(([whole, prefix, length, checksum]) =>
            wrong(encodeBech32(prefix, bytesOf(whole, 2, 16, length), checksum)),
          ),
      },
    ),
    bodies.map((whole, index) => encodeBech32('ncryptsec', bytesOf(whole, 2, 1 + (index % 20)))),
  ),
  parse: parseNcryptsec,
  isRight({ text, logN }, input) {
    const read = decodeBech32(input.trim());
    return (
      read?.prefix === 'ncryptsec' &&
      text === input.trim().toLowerCase() &&
      read.bytes.length === LENGTH &&
      read.bytes[0] === 2 &&
      read.bytes[1] === logN &&
      logN >= 1 &&
      logN <= 20
    );
  },
});
