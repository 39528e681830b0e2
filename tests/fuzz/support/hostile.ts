/** Values as somebody makes them who wants a parser to fail: any shape, and right ones with one thing wrong. */
import fc from 'fast-check';
import { encodeBech32 } from '../../unit/support/bech32';
import { hexOf, pubkeyOf, secretOf } from '../../unit/support/keys';

/** A secret that inputs carry and no answer may: made for these tests. */
export const SECRETS = [encodeBech32('nsec', secretOf('fuzz')), hexOf('fuzz'), 'correct horse battery'];

/** Fails where a text that leaves Facet has a secret of the input in it. */
export function expectNoSecret(text: string): void {
  for (const secret of SECRETS) if (text.includes(secret)) throw new Error('this repeats a secret');
}

/** Names that reach what every object has, and those that Facet's own messages have. */
export const NAMES = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'length', 'then', ''],
  ...['id', 'kind', 'tags', 'content', 'pubkey', 'created_at', 'sig', 'method', 'args', 'facet', 'error'],
];

/** Texts with what is easily forgotten: halves of characters, NUL, what is not seen, what turns the line round. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 16, arbitrary: fc.constantFrom(...NAMES, ...SECRETS, 'null', '{}', '[]', '-0', '1e309') },
  {
    weight: 16,
    arbitrary: fc.constantFrom(
      ...['\0', '\uD800', 'a\uDC00', '\u202Egpj.exe', '\u200B', '\uFEFF', '\u2066', '\u{E0041}', 'e\u0301'],
      ...['<img src=x onerror=alert(1)>', '\u212A', 'ﬀ', '😀', '\n', '\r\n\t', '%00', '\\u0000'],
    ),
  },
  { weight: 12, arbitrary: fc.constantFrom(pubkeyOf('ada'), pubkeyOf('bob').toUpperCase(), 'f'.repeat(64)) },
  { weight: 12, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('x', '\u200B', '😀', '[', '\uD800', '0'),
        fc.constantFrom(99, 501, 2_001, 70_000),
      )
      .map(([text, times]) => text.repeat(times)),
  },
);

/** Numbers around the limits that the code has, and those that are none. */
export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(
    ...[0, -0, 1, -1, 0.5, 65_535, 65_536, 0xffff_ffff, 0x1_0000_0000, 2_000, 2_001, 512 * 1024],
    ...[NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, 1e308, 5e-324],
  ),
  fc.integer(),
  fc.double(),
);

const deep = (times: number, isList: boolean): unknown => {
  let value: unknown = 'bottom';
  for (let each = 0; each < times; each += 1) value = isList ? [value] : { tags: value };
  return value;
};

/** Anything that structured clone carries between the worlds of an extension. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  { weight: 4, arbitrary: hostileNumber },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, undefined, true, false, [], {}, 3n, new Date(NaN)) },
  {
    weight: 3,
    arbitrary: fc.anything({
      ...{ key: fc.constantFrom(...NAMES), maxDepth: 3, maxKeys: 5 },
      ...{ withBigInt: true, withDate: true, withMap: true, withSet: true, withSparseArray: true },
      ...{ withTypedArray: true, withNullPrototype: true, values: [hostileText, hostileNumber] },
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(3, 100, 500), fc.boolean())
      .map(([times, isList]) => deep(times, isList)),
  },
  { weight: 1, arbitrary: fc.constantFrom(20, 2_001).map((length) => new Array<unknown>(length)) },
);

/** Anything that JSON can say, numbers that no double holds among it. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 4, arbitrary: hostileValue.map(toJson) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['', 'null', '1e309', '-0', '{"__proto__":{"id":"x"}}', '[1e309]', '{"id":1,"id":2}', '["EVENT",'],
      ...['['.repeat(5_000), `${'['.repeat(500)}${']'.repeat(500)}`, '\uFEFF{}', '{}\0', '"\\ud800"'],
    ),
  },
  { weight: 2, arbitrary: hostileText },
);

/** JSON of whatever has one. */
export function toJson(value: unknown): string {
  const plain = (_: string, each: unknown) => (typeof each === 'bigint' ? Number(each) : each);
  const json = JSON.stringify(value, plain) as string | undefined; // none for undefined itself
  return json ?? 'null';
}

/** What is done at one place of a right value. */
const HOWS = ['replace', 'delete', 'add', 'double', 'wrap', 'none'] as const;

/** Right values in which up to three things are wrong, anywhere in them. */
export const mutated = <T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      right,
      fc.array(fc.tuple(fc.constantFrom(...HOWS), fc.nat(0xffff), hostileValue, fc.constantFrom(...NAMES)), {
        maxLength: 3,
      }),
    )
    .map(([value, changes]) => {
      const whole = { value: structuredClone(value) as unknown };
      for (const change of changes) mutate(whole, change);
      return whole.value;
    });

type Node = Record<string, unknown>;

function mutate(
  whole: Node,
  [how, place, given, name]: readonly [(typeof HOWS)[number], number, unknown, string],
): void {
  const value = structuredClone(given); // the next change may be inside it, and it may be another case's too
  const places = findPlaces(whole);
  const [node, key] = places[place % places.length] as [Node, string];
  const held = node[key];
  if (how === 'replace') node[key] = value;
  if (how === 'wrap') node[key] = [held];
  if (how === 'delete' && node !== whole) delete node[key];
  if (how === 'double' && Array.isArray(node)) node.push(held);
  if (how === 'add' && isPlain(held) && !Object.hasOwn(held, name)) {
    // a member of its own by that name, as JSON makes it
    Object.defineProperty(held, name, { value, configurable: true, enumerable: true, writable: true });
  }
}

/** Dates and bytes lose what is added to them on their way, and a Date that is given another `valueOf` has no JSON. */
const isPlain = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/** Every member of a value, with what it is in. */
function findPlaces(node: Node, found: [Node, string][] = []): [Node, string][] {
  for (const key of Object.keys(node).slice(0, 50)) {
    if (found.length > 500) break;
    found.push([node, key]);
    const held = node[key];
    if (typeof held === 'object' && held !== null && !ArrayBuffer.isView(held))
      findPlaces(held as Node, found);
  }
  return found;
}

/** The same value as a page may hand it over: read through getters and proxies that give another one each time. */
export function toLiving(value: unknown, other: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  let reads = 0;
  return new Proxy(value, {
    get: (target, key, receiver) =>
      ++reads % 7 === 0 ? other : (Reflect.get(target, key, receiver) as unknown),
  });
}
