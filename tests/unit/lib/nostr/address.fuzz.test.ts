import fc from 'fast-check';
import { parseAddress, type Address } from '#lib/nostr/address';
import { casesOf, fuzz, pasted, right, wrong } from '../../support/fuzz';

const NAMES = ['ada', '_', 'a.b-c_d', '0', '-', '.', 'a'.repeat(64)];
const LABELS = ['lovelace', 'x', '7', 'xn--bcher-kva', 'a-b', `a${'-'.repeat(61)}z`];
const ENDS = ['example', 'io', 'xn--p1ai', 'a1', 'a'.repeat(63)];
const label = fc.constantFrom(...LABELS);
const labels = fc.array(label, { minLength: 1, maxLength: 3 });
const name = fc.constantFrom(...NAMES);
const end = fc.constantFrom(...ENDS);

const NO_NAMES = ['', 'a b', 'ä', 'a+b', 'a/b', '"a"', 'a'.repeat(65), 'ada@ada', '\u202Eada', 'ad\u0430'];
const NO_LABELS = [
  '',
  '-a',
  'a-',
  'a_b',
  'a'.repeat(64),
  'bücher',
  'a b',
  'a/b',
  'a:1',
  'a@b',
  '[::1]',
  '%61',
];
const NO_ENDS = [
  '',
  '7',
  'a',
  '1a',
  'a-',
  '-a',
  'example.',
  'example:443',
  'example/path',
  'example?x',
  'ex ample',
];

/** Whether each character may stand where it stands (NIP-05, RFC 1035), without one expression for all of it. */
function isAddress({ name: local, domain }: Address): boolean {
  const isOf = (text: string, allowed: string) => [...text].every((character) => allowed.includes(character));
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const parts = domain.split('.');
  const last = parts.at(-1) ?? '';
  return (
    local.length >= 1 &&
    local.length <= 64 &&
    isOf(local, `${letters}0123456789._-`) &&
    domain.length <= 253 &&
    parts.length >= 2 &&
    parts.every((part) => part.length >= 1 && part.length <= 63) &&
    parts.every((part) => isOf(part, `${letters}0123456789-`) && !/^-|-$/.test(part)) &&
    last.length >= 2 &&
    letters.includes(last.charAt(0))
  );
}

fuzz<Address>('an address', {
  cases: casesOf(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.tuple(name, labels, end, fc.nat(3)).map(([local, parts, last, how]) => {
          const domain = [...parts, last].join('.');
          const text = pasted(`${local}@${domain}`, how);
          return domain.length <= 253 ? right(text, { name: local, domain }) : wrong(text);
        }),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom(...NO_NAMES), label, end)
          .map(([local, part, last]) => wrong(`${local}@${part}.${last}`)),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(name, fc.constantFrom(...NO_LABELS), label, end)
          .map(([local, part, other, last]) => wrong(`${local}@${other}.${part}.${last}`)),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(name, label, fc.constantFrom(...NO_ENDS))
          .map(([local, part, last]) => wrong(`${local}@${part}.${last}`)),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(name, fc.integer({ min: 130, max: 5_000 }))
          .map(([local, count]) => wrong(`${local}@${'a.'.repeat(count)}example`)),
      },
    ),
    ['ada@lovelace.example', 'bob@sub.domain.example', '_@xn--bcher-kva.example'],
  ),
  parse: parseAddress,
  isRight: (address, input) =>
    `${address.name}@${address.domain}` === input.trim().toLowerCase() && isAddress(address),
});
