import { i18n } from '#i18n';

/**
 * Tells the document which language its words are in and which way they run. Both come from the words that are
 * really shown: where a language is not translated these are the default ones, whatever the browser speaks.
 */
export function applyLanguage(): void {
  document.documentElement.lang = i18n.t('common.language');
  document.documentElement.dir = i18n.t('common.direction');
}
