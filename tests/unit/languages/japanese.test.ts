import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../architecture/sources';

/** A Latin letter, a digit or a placeholder, a plain space, and hiragana: a line could begin with the particle. */
const BREAKS = /[\p{Script=Latin}\d] \p{Script=Hiragana}/u;

const toTexts = (node: unknown): string[] =>
  typeof node === 'string' ? [node] : Object.values(node as object).flatMap(toTexts);

it('in Japanese no line begins with the particle of a Latin word or of a placeholder', () => {
  const texts = toTexts(JSON.parse(readFileSync(join(root, 'locales/ja.json'), 'utf8')));
  expect(texts.filter((text) => BREAKS.test(text))).toEqual([]);
});

it.each([
  ['Facet が', true],
  ['$1 として', true],
  ['Facet\u00A0が', false],
  ['Nostr アカウント', false],
])('%j can be broken so: %s', (text, breaks) => {
  expect(BREAKS.test(text)).toBe(breaks);
});
