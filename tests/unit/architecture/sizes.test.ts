import { expect, it } from 'vitest';
import { readSources } from './sources';

const lines = (text: string) => text.trimEnd().split('\n').length;

it('has no file of more than 300 lines', () => {
  const sources = readSources('lib', 'entrypoints', 'components', 'scripts', 'tests');
  expect(sources.length).toBeGreaterThan(100);
  const long = sources.filter(({ text }) => lines(text) > 300).map(({ path }) => path);
  expect(long).toEqual([]);
});
