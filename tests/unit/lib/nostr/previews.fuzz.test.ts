import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toPreview } from '#lib/nostr/previews';
import { KIND_EVENTS } from '../../../fixtures/kinds';

/** Microseconds of the processor that an event may cost. */
const SLOW = 250_000;
const MAX_FACTS = 120;

const known = KIND_EVENTS.flatMap(({ tags = [] }) => tags);
const name = fc.constantFrom(...known.map(([tag = '']) => tag), '__proto__', 'constructor', '');
const value = fc.oneof(
  fc.constantFrom(
    ...known.flat(),
    '-1',
    'NaN',
    '1e999',
    '999999999999',
    '2026-02-31',
    'toString',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer({ min: 1_000, max: 20_000 }).map((times) => '30023:a:'.repeat(times)),
);
const tag = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(name, fc.array(value, { maxLength: 5 })).map(([head, rest]) => [head, ...rest]),
  },
  { weight: 1, arbitrary: fc.constantFrom<string[]>([], ['']) },
);
const event = fc.record({
  kind: fc.oneof(fc.constantFrom(...KIND_EVENTS.map(({ kind }) => kind)), fc.nat(65_535)),
  tags: fc.array(tag, { maxLength: 30 }),
  content: fc.oneof(
    fc.constantFrom('', '+', '{', 'null', '[]', '"x"', '{"reason":1,"__proto__":2}', '['.repeat(50_000)),
    fc.jsonValue().map((json) => JSON.stringify(json)),
    value,
  ),
  created_at: fc.nat(0xffff_ffff),
});

it('shows whatever a page may send, quickly and with an end', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(event, (each) => {
      const began = process.threadCpuUsage().user;
      const { facts } = toPreview(each, 1_790_000_000);
      if (process.threadCpuUsage().user - began > SLOW) throw new Error('this takes too long');
      if (facts.length > MAX_FACTS) throw new Error('this has no end');
    }),
    { numRuns: 10_000 },
  );
});

it.each(KIND_EVENTS.map(({ kind }) => kind))('kind %i with 2,000 tags and 512 KiB is no hurry', (kind) => {
  const tags = Array.from({ length: 2_000 }, (_, at) => [known[at % known.length]?.[0] ?? 'p', `${at}`, 'x']);
  const began = process.threadCpuUsage().user;
  const { facts } = toPreview({ kind, tags, content: '[{'.repeat(262_144), created_at: 0 }, 0);
  expect(facts.length).toBeLessThan(MAX_FACTS);
  expect(process.threadCpuUsage().user - began).toBeLessThan(SLOW);
});
