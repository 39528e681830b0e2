import { restoreCatalogue } from '../i18n/catalogue';
import { i18n, toLanguage } from '../i18n/i18n';

/**
 * Tells the document which language its words are in and which way they run. Both come from the words that are
 * really shown: where a language is not translated these are the default ones, whatever the browser speaks. By then there are words.
 */
export async function applyLanguage(): Promise<void> {
  await restoreCatalogue();
  document.documentElement.lang = toLanguage();
  document.documentElement.dir = i18n.t('common.direction');
}
