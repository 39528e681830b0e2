import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { UserManifestFn } from 'wxt';
import config from '../../../wxt.config';
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

/**
 * What the strictest store takes, as their documentation says (read in 2026):
 * - name: Edge 45, addons.mozilla.org 50, Chrome 75
 *   (developer.mozilla.org, WebExtensions/manifest.json/name);
 * - summary, which is the manifest's description: Chrome 132 (developer.chrome.com, extensions/reference/manifest/description),
 *   addons.mozilla.org 250 (github.com/mozilla/addons-server, DescribeForm in src/olympia/devhub/forms.py);
 * - description: Edge 250 to 10,000 (github.com/MicrosoftDocs/edge-developer, microsoft-edge/extensions/publish/publish-extension.md,
 *   which has the sizes of screenshots and tiles as well).
 */
const LONGEST = { name: 45, summary: 132, description: 10_000 };
const SHORTEST_DESCRIPTION = 250;
/** Longer captions take more than two lines of the smallest tile. */
const LONGEST_CAPTION = 60;

describe('the texts for the stores', () => {
  it('are in every language of the catalogues, and in no other', () => {
    const written = globSync('store/texts/*.json', { cwd: root }).map((path) => basename(path, '.json'));
    expect(written.sort()).toEqual([...languages].sort());
  });

  it.each(['chrome', 'edge', 'firefox'])('stand under a name that %s takes', (browser) => {
    const build = { browser, manifestVersion: 3, mode: 'production', command: 'build' } as const;
    const { name } = (config.manifest as UserManifestFn)(build) as { name: string };
    expect(name.length).toBeLessThanOrEqual(LONGEST.name);
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
