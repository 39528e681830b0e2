import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { chooseLanguage, LANGUAGES } from '#lib/i18n/languages';
import { root } from '../../architecture/sources';

it('there is a catalogue for each, and each catalogue is one of them', () => {
  const files = globSync('*.json', { cwd: join(root, 'locales') }).map((file) => basename(file, '.json'));
  expect(files.sort()).toEqual([...LANGUAGES]);
});

it.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['en-GB', 'en'],
  ['pt-BR', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['pt', 'pt-BR'],
  ['zh-CN', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['zh-SG', 'zh-CN'],
  ['zh-Hans-HK', 'zh-CN'],
  ['zh-TW', 'zh-TW'],
  ['zh-HK', 'zh-TW'],
  ['zh-Hant', 'zh-TW'],
  ['es-419', 'es'],
  ['fil', 'en'],
  ['tlh', 'en'],
  ['', 'en'],
])('a browser in "%s" gets %s', (tag, language) => {
  expect(chooseLanguage(tag)).toBe(language);
});
