import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

type Messages = Record<string, string>;

/** The module anew: what it has read belongs to one worker or one page. */
async function load() {
  vi.resetModules();
  const { i18n, toLanguage } = await import('#lib/i18n/i18n');
  const { restoreCatalogue } = await import('#lib/i18n/catalogue');
  // names of these tests, not of the catalogue
  return { t: i18n.t as (name: string, ...rest: unknown[]) => string, toLanguage, restoreCatalogue };
}

/** A browser with these texts. */
function give(messages: Messages): void {
  fakeBrowser.i18n.getMessage = (key: string, words: string | (string | number)[] = []) =>
    (messages[key] ?? '').replace(/\$(\d)/g, (_, n) => String(words[Number(n) - 1]));
}

const forms = (texts: Messages): Messages =>
  Object.fromEntries(Object.entries(texts).map(([form, text]) => [`eggs_${form}`, text]));

beforeEach(() => give({}));

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
    give({ common_language: language, ...forms(texts) });
    const { t } = await load();
    expect(numbers.map((number) => t('eggs', number))).toEqual(expected);
  });

  it('is written as the language writes numbers, or as the caller has written it', async () => {
    give({ common_language: 'de', ...forms({ one: '1', other: '$1' }) });
    const { t } = await load();
    expect(t('eggs', 1_500)).toBe('1.500');
    expect(t('eggs', 2, ['zwei'])).toBe('zwei');
  });
});

it('fills in what a text leaves open', async () => {
  give({ common_hello: '$2 and $1', common_language: 'en' });
  const { t, toLanguage } = await load();
  expect(t('common.hello', ['Ada', 7])).toBe('7 and Ada');
  expect(toLanguage()).toBe('en');
});

describe('a browser that has lost the texts', () => {
  const files: Record<string, Messages> = {
    en: { common_language: 'en', a: 'English $1', b: 'English', c: 'English' },
    pt: { common_language: 'pt', b: 'Portuguese', c: 'Portuguese' },
    pt_BR: { common_language: 'pt-BR', c: 'Brazilian' },
  };
  const fetched: string[] = [];

  beforeEach(() => {
    fetched.length = 0;
    fakeBrowser.runtime.getURL = (path: string) => `facet:${path}`;
    vi.stubGlobal('fetch', (url: string) => {
      const [, locale = ''] = /^facet:\/_locales\/(\w+)\/messages\.json$/.exec(url) ?? [];
      fetched.push(locale);
      const file = files[locale];
      if (!file) return Promise.reject(new TypeError('Failed to fetch'));
      const entries = Object.entries(file).map(([key, message]) => [key, { message }]);
      return Promise.resolve({ json: () => Promise.resolve(Object.fromEntries(entries)) });
    });
  });

  it.each([
    ['pt-BR', 'pt-BR', ['English 1', 'Portuguese', 'Brazilian']],
    ['pt-PT', 'pt', ['English 1', 'Portuguese', 'Portuguese']],
    ['en', 'en', ['English 1', 'English', 'English']],
    ['tlh', 'en', ['English 1', 'English', 'English']],
  ])('reads them from its own files, as the browser would: %s', async (spoken, language, texts) => {
    fakeBrowser.i18n.getUILanguage = () => spoken;
    const { t, toLanguage, restoreCatalogue } = await load();
    await restoreCatalogue();
    expect(toLanguage()).toBe(language);
    expect(['a', 'b', 'c'].map((name) => t(name, [1]))).toEqual(texts);
    expect(t('toString')).toBe('');
  });

  it('reads them once, and not at all where nothing is lost', async () => {
    fakeBrowser.i18n.getUILanguage = () => 'en-GB';
    const { restoreCatalogue } = await load();
    await Promise.all([restoreCatalogue(), restoreCatalogue()]);
    expect(restoreCatalogue()).toBeUndefined();
    expect(fetched).toEqual(['en', 'en_GB']);
    give({ common_language: 'en' });
    expect((await load()).restoreCatalogue()).toBeUndefined();
    expect(fetched).toHaveLength(2);
  });
});
