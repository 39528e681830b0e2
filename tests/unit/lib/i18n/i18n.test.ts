import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

type Texts = Record<string, string>;

/** The module anew: what it has read belongs to one worker or one page. */
async function load() {
  vi.resetModules();
  const { i18n } = await import('#lib/i18n/i18n');
  const { loadCatalogue } = await import('#lib/i18n/catalogue');
  // names of these tests, not of the catalogue
  return { t: i18n.t as (name: string, ...rest: unknown[]) => string, loadCatalogue };
}

/** The module with these texts. */
async function loadWith(texts: Texts) {
  const { t, loadCatalogue } = await load();
  await loadCatalogue(Promise.resolve(texts));
  return t;
}

const forms = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([form, text]) => [`eggs_${form}`, text]));

describe('what is counted', () => {
  it.each([
    ['en', { one: 'one', other: '$1' }, [0, 1, 2], ['0', 'one', '2']],
    ['en', { zero: 'none', one: 'one', other: '$1' }, [0, 1, 2], ['none', 'one', '2']],
    ['fr', { one: 'un', many: '$1 d’œufs', other: '$1' }, [0, 1, 2], ['un', 'un', '2']],
    ['pl', { one: 'a', few: 'b', many: 'c', other: 'd' }, [1, 2, 5, 22, 1.5], ['a', 'b', 'c', 'b', 'd']],
    [
      'ar',
      { zero: 'a', one: 'b', two: 'c', few: 'd', many: 'e', other: 'f' },
      [0, 1, 2, 3, 11, 100],
      [...'abcdef'],
    ],
    ['ja', { other: '$1' }, [0, 1, 2], ['0', '1', '2']],
  ])('has the forms of %s', async (language, texts, numbers, expected) => {
    const t = await loadWith({ common_language: language, ...forms(texts) });
    expect(numbers.map((number) => t('eggs', number))).toEqual(expected);
  });

  it('is written as the language writes numbers, or as the caller has written it', async () => {
    const t = await loadWith({ common_language: 'de', ...forms({ one: '1', other: '$1' }) });
    expect(t('eggs', 1_500)).toBe('1.500');
    expect(t('eggs', 2, ['zwei'])).toBe('zwei');
  });
});

it('fills in what a text leaves open, and says nothing where there is no text', async () => {
  const t = await loadWith({ common_hello: '$2 and $1' });
  expect(t('common.hello', ['Ada', 7])).toBe('7 and Ada');
  expect(['common.bye', 'toString', 'constructor'].map((name) => t(name))).toEqual(['', '', '']);
});

describe("Facet's own files", () => {
  const fetched: string[] = [];
  let answer: () => Promise<Texts>;

  beforeEach(() => {
    fetched.length = 0;
    answer = () => Promise.resolve({ a: 'A' });
    fakeBrowser.runtime.getURL = (path: string) => `facet:${path}`;
    fakeBrowser.i18n.getUILanguage = () => 'pt-PT';
    vi.stubGlobal('fetch', (url: string) => {
      fetched.push(url);
      return Promise.resolve({ json: answer });
    });
  });

  it('are read once, in the language of the browser', async () => {
    const { t, loadCatalogue } = await load();
    await Promise.all([loadCatalogue(), loadCatalogue()]);
    await loadCatalogue();
    expect([t('a'), fetched]).toEqual(['A', ['facet:/texts/pt-BR.json']]);
  });

  it('are read again where that has failed', async () => {
    answer = () => Promise.reject(new SyntaxError('cut off'));
    const { t, loadCatalogue } = await load();
    await loadCatalogue();
    expect(t('a')).toBe('');
    answer = () => Promise.resolve({ a: 'A' });
    await loadCatalogue();
    expect([t('a'), fetched.length]).toEqual(['A', 2]);
  });
});
