import { loadCatalogue, type Texts } from '../i18n/catalogue';
import { toLanguage } from '../i18n/grammar';
import { i18n } from '../i18n/i18n';

/**
 * Tells the document which language its words are in and which way they run, once there are words. Both come from the
 * words that are really shown, whatever the browser speaks. `fetched`: the words, where they have been asked for already.
 */
export async function applyLanguage(fetched?: Promise<Texts>): Promise<void> {
  await loadCatalogue(fetched);
  document.documentElement.lang = toLanguage();
  document.documentElement.dir = i18n.t('common.direction');
}
