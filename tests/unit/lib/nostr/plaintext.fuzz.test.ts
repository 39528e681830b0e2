import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toPlaintext } from '#lib/nostr/plaintext';
import { pubkeyOf } from '../../support/keys';

const part = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom('kind', 'pubkey', pubkeyOf('ada'), '__proto__'),
);
const entry = fc
  .tuple(fc.constantFrom('p', 'word', 'relay'), fc.array(part, { maxLength: 3 }))
  .map(([name, rest]) => [name, ...rest]);
const tag = fc.oneof({ weight: 4, arbitrary: entry }, fc.array(part, { maxLength: 4 }));
const event = fc.record(
  {
    kind: fc.oneof({ weight: 6, arbitrary: fc.nat(70_000) }, fc.integer(), fc.double(), part),
    pubkey: fc.oneof({ weight: 4, arbitrary: fc.constant(pubkeyOf('ada')) }, part),
    content: fc.oneof(part, fc.integer()),
    created_at: fc.oneof(fc.integer(), part, fc.double()),
  },
  { requiredKeys: [] },
);
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  event.map((value) => JSON.stringify(value)),
  fc.array(tag, { maxLength: 6 }).map((value) => JSON.stringify(value)),
  fc.tuple(event, fc.nat(60)).map(([value, end]) => JSON.stringify(value).slice(0, end)),
);

it(
  '100,000 decrypted texts have a class, which says nothing that is not in them',
  { timeout: 180_000 },
  () => {
    const count = { text: 0, list: 0, event: 0 };
    const check = (text: string): void => {
      const plaintext = toPlaintext(text);
      count[plaintext.type] += 1;
      if (plaintext.type !== 'event') {
        if (plaintext.text !== text) throw new Error('this is another text');
        if (plaintext.type === 'list' && (JSON.parse(text) as unknown[]).length !== plaintext.entries)
          throw new Error('these are not its entries');
        return;
      }
      const value = JSON.parse(text) as Record<string, unknown>;
      for (const [name, said] of Object.entries(plaintext)) {
        if (name !== 'type' && value[name] !== said) throw new Error(`its ${name} is another one`);
      }
      if (plaintext.kind < 0 || plaintext.kind > 65_535) throw new Error('there is no such kind');
    };
    fc.assert(fc.property(texts, check), { numRuns: 100_000 });
    for (const each of Object.values(count)) expect(each).toBeGreaterThan(1_000);
  },
);
