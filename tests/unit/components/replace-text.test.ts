import { expect, it } from 'vitest';
import { toRestText } from '#components/lists/replace-text';
import { loadCatalogue } from '#lib/i18n/catalogue';

const RELAYS = 10002;

await loadCatalogue(
  Promise.resolve({
    replace_bothWays: 'lesen und schreiben',
    replace_readOnly: 'lesen',
    replace_writeOnly: 'schreiben',
  }),
);

it.each([
  [[], 'lesen und schreiben'],
  [[['read']], 'lesen'],
  [[['write']], 'schreiben'],
])('says the marker of a relay in the language of the person: %j', (rest, words) => {
  expect(toRestText(RELAYS, rest)).toBe(words);
});

it('takes what else a tag says as it is', () => {
  expect(toRestText(RELAYS, [['read', 'slow']])).toBe('read slow');
  expect(toRestText(3, [['', 'Jun']])).toBe('Jun');
});
