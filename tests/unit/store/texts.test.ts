import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCREENSHOTS } from '../../pictures/store-pages';
import { root } from '../architecture/sources';

interface StoreTexts {
  captions: Record<string, string>;
  description: string[];
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const read = (language: string) => readJson(`store/texts/${language}.json`) as StoreTexts;
const toAll = ({ captions, description }: StoreTexts) => [...Object.values(captions), ...description];

const languages = globSync('locales/*.json', { cwd: root }).map((path) => basename(path, '.json'));
const english = read('en');

/** What the strictest store takes: the summary Chrome's, the description that of Edge, which wants 250 at least. */
const LONGEST = { summary: 132, description: 10_000 };
const SHORTEST_DESCRIPTION = 250;
/** Longer captions take more than two lines of the smallest tile. */
const LONGEST_CAPTION = 60;

describe('the texts for the stores', () => {
  it('are in every language of the catalogues, and in no other', () => {
    const written = globSync('store/texts/*.json', { cwd: root }).map((path) => basename(path, '.json'));
    expect(written.sort()).toEqual([...languages].sort());
  });

  it('have a caption for every screenshot', () => {
    expect(Object.keys(english.captions)).toEqual(SCREENSHOTS.map(({ caption }) => caption));
  });

  it.each(languages)('say all in %s that English says, and fit the stores', (language) => {
    const texts = read(language);
    const { manifest } = readJson(`locales/${language}.json`) as { manifest: { summary: string } };
    expect(Object.keys(texts)).toEqual(Object.keys(english));
    expect(Object.keys(texts.captions)).toEqual(Object.keys(english.captions));
    expect(texts.description).toHaveLength(english.description.length);
    for (const text of toAll(texts)) expect(text.trim()).not.toBe('');
    for (const caption of Object.values(texts.captions))
      expect(caption.length).toBeLessThanOrEqual(LONGEST_CAPTION);
    expect(manifest.summary.length).toBeLessThanOrEqual(LONGEST.summary);
    const { length } = texts.description.join('\n\n');
    expect(length).toBeGreaterThanOrEqual(SHORTEST_DESCRIPTION);
    expect(length).toBeLessThanOrEqual(LONGEST.description);
  });

  it.each(languages.filter((language) => language !== 'en'))(
    'are not English under the name %s',
    (language) => {
      const same = toAll(read(language)).filter((text) => toAll(english).includes(text));
      expect(same).toEqual([]);
    },
  );
});
