import { expect, it, vi } from 'vitest';
import { LANGUAGES } from '#lib/i18n/languages';

// in Thai a space does that
it.each(LANGUAGES.filter((language) => language !== 'th'))(
  'sets the names of a list apart from each other in %s',
  async (language) => {
    vi.resetModules();
    const { loadCatalogue } = await import('#lib/i18n/catalogue');
    const { toListText } = await import('#components/basic/format');
    await loadCatalogue(Promise.resolve({ common_language: language }));
    expect(toListText(['Alice', 'Ines', 'Jun'])).not.toMatch(/^Alice ?Ines/);
  },
);
