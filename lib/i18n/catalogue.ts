/**
 * Every text of Facet by its name, in the language that the browser chose. The browser looks them up. Chromium may have
 * lost them, though: it keeps them by process, and a process that asks for one in the very moment in which the extension
 * is loaded anew (an update, the switch for private windows) has none from then on. They are read from Facet's files then.
 */
import { browser } from 'wxt/browser';

type Messages = Record<string, { message: string }>;

let read: Messages | undefined;
let reading: Promise<void> | undefined;

const toKey = (name: string) => name.replaceAll('.', '_');

const askBrowser: (key: string, substitutions?: string[]) => string = (key, substitutions) =>
  browser.i18n.getMessage(key as '@@ui_locale', substitutions);

/** A text with its placeholders `$1` to `$9` filled in; empty where there is none of that name. */
export function lookUp(name: string, substitutions: readonly string[] = []): string {
  if (!read) return askBrowser(toKey(name), [...substitutions]);
  const message = Object.hasOwn(read, toKey(name)) ? read[toKey(name)]?.message : undefined;
  return (message ?? '').replaceAll(
    /\$([1-9])/g,
    (_, place: string) => substitutions[Number(place) - 1] ?? '',
  );
}

/** Undefined while the browser has the texts, as nearly always; else resolves once they have been read. */
export function restoreCatalogue(): Promise<void> | undefined {
  if (read || askBrowser(toKey('common.language')) !== '') return undefined;
  return (reading ??= readCatalogue());
}

/** As the browser would: what a language does not say is said in that of the next, wider one, and at last in English. */
async function readCatalogue(): Promise<void> {
  const [language = '', ...rest] = browser.i18n.getUILanguage().split('-');
  const narrower = [language, ...rest].join('_');
  const found = await Promise.all([...new Set(['en', language, narrower])].map(readFile));
  read = Object.assign({}, ...found) as Messages;
}

/** Empty where Facet does not speak this language. */
async function readFile(locale: string): Promise<Messages> {
  const url = browser.runtime.getURL(`/_locales/${locale}/messages.json` as '/');
  return fetch(url).then(
    (answer) => answer.json() as Promise<Messages>,
    () => ({}),
  );
}
