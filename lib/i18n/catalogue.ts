/**
 * Every text of Facet by its name, in the language of the browser, read from Facet's own files (`texts`, written by
 * scripts/build/texts.ts). The browser would look them up too, but has whoever asks first wait 20 ms for all of them, with
 * nothing else done meanwhile; and Chromium loses them for good in a process that asks while the extension is loaded anew.
 */
import { browser } from 'wxt/browser';
import { chooseLanguage } from './languages';

/** Texts by name, with `_` where the source has dots; `$1` to `$9` are what is filled in. */
export type Texts = Record<string, string>;

let texts: Texts = {};
let loading: Promise<void> | undefined;

/** Reads the texts of the browser's language. Rejects where Facet's own files cannot be read. */
export async function fetchTexts(): Promise<Texts> {
  const language = chooseLanguage(browser.i18n.getUILanguage());
  const answer = await fetch(browser.runtime.getURL(`/texts/${language}.json` as '/'));
  return (await answer.json()) as Texts;
}

/**
 * Resolves once there are texts; `fetched`: they have been asked for already. Where they cannot be read, all are empty,
 * and the next call reads again.
 */
export function loadCatalogue(fetched?: Promise<Texts>): Promise<void> {
  return (loading ??= take(fetched ?? fetchTexts()));
}

async function take(fetched: Promise<Texts>): Promise<void> {
  try {
    texts = await fetched;
  } catch {
    loading = undefined;
  }
}

/** A text with its placeholders filled in; empty where there is none of that name. */
export function lookUp(name: string, substitutions: readonly string[] = []): string {
  const key = name.replaceAll('.', '_');
  const text = Object.hasOwn(texts, key) ? (texts[key] as string) : '';
  if (substitutions.length === 0) return text;
  return text.replaceAll(/\$([1-9])/g, (_, place: string) => substitutions[Number(place) - 1] ?? '');
}
