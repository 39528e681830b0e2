import { expect, it, vi } from 'vitest';
import { LANGUAGES } from '#lib/i18n/languages';

/** The module in a language. */
async function load(common_language: string) {
  vi.resetModules();
  const { loadCatalogue } = await import('#lib/i18n/catalogue');
  await loadCatalogue(Promise.resolve({ common_language }));
  return import('#lib/i18n/grammar');
}

it.each(LANGUAGES)('%s writes every number as Intl does', async (language) => {
  const { toNumberText } = await load(language);
  const numbers = [...Array(1_001).keys(), 9_999, 10_000, 1_234_567, -1, 0.5, 999.5];
  const { format } = new Intl.NumberFormat(language);
  expect(numbers.map(toNumberText)).toEqual(numbers.map((number) => format(number)));
});

it('writes a small number without Intl, whose first use takes long, and asks Intl once for a language', async () => {
  const { toNumberText, toForm } = await load('en');
  const made = vi.spyOn(Intl, 'NumberFormat');
  expect(toNumberText(999)).toBe('999');
  expect(made).not.toHaveBeenCalled();
  expect([toNumberText(1_000), toNumberText(2_000), toForm(1)]).toEqual(['1,000', '2,000', 'one']);
  expect(made).toHaveBeenCalledOnce();
});

it.each([
  ['en', 'One. Two.'],
  ['ja', 'One.Two.'],
  ['zh-TW', 'One.Two.'],
  ['ko', 'One. Two.'],
])('%s puts sentences one after the other as it is written', async (language, text) => {
  const { toSentences } = await load(language);
  expect(toSentences('One.', 'Two.')).toBe(text);
});
