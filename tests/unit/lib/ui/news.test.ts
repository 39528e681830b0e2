import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findNews, NEWS } from '#lib/ui/news';
import { root } from '../../../../scripts/machine/root';

describe('the releases with news', () => {
  it('are all of the changelog, but for those that only mend', () => {
    const changelog = readFileSync(`${root}/CHANGELOG.md`, 'utf8');
    const releases = [...changelog.matchAll(/^## (\d+\.\d+)\.0\b/gm)].map(([, release]) => release);
    expect(releases).not.toEqual([]);
    expect(NEWS.map(({ release }) => release)).toEqual(releases);
  });
});

describe('which news are told', () => {
  it.each([
    ['after an update', '0.0.9', '0.1.0', '0.1'],
    ['after an update that only mends', '0.1.0', '0.1.7', undefined],
    ['after a mending release that brought what was never seen', '0.0.9', '0.1.7', '0.1'],
    ['to whoever has seen them', '0.1.0', '0.1.0', undefined],
    ['to whoever has never seen any', undefined, '0.1.0', undefined],
    ['after a step back', '0.2.0', '0.1.0', undefined],
    ['of a release that is not here yet', '0.0.9', '0.0.12', undefined],
    ['after a step over ten', '0.0.9', '0.10.0', '0.1'],
  ])('%s', (_when, seen, version, news) => {
    expect(findNews(seen, version)).toBe(news);
  });
});
