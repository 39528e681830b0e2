import { expect, it } from 'vitest';
import { weigh } from '#lib/permissions/weigh';
import { createState } from '#lib/storage/state';
import { pubkeyOf } from '../../support/keys';

const NOW = 1_000_000;
const question = { pubkey: pubkeyOf('ada'), origin: 'https://a.example', method: 'signEvent' } as const;

it('what no rule is about is asked: each time where no yes can last, else for want of a rule', () => {
  const weighed = [1, 3].map((kind) => weigh(createState(), [], { ...question, kind }, NOW));
  expect(weighed).toEqual([
    { verdict: 'ask', because: 'none' },
    { verdict: 'ask', because: 'each' },
  ]);
});
