/**
 * Takes Facet's texts out of what the browser reads: it is left with those that the manifest names, as it makes whoever
 * asks first wait for all of them (lib/i18n/catalogue.ts). The others become a file of their own for each language.
 */
import type { ResolvedPublicFile } from 'wxt';

type Messages = Record<string, { message: string }>;

const MESSAGES = /^_locales[\\/](\w+)[\\/]messages\.json$/;

/** What the manifest may name, as `__MSG_manifest_summary__`. */
const isOfManifest = (name: string) => /^(manifest|command)_/.test(name);

/** Replaces each file of messages among `files` by two: what the manifest names, and all texts. */
export function splitTexts(files: ResolvedPublicFile[]): void {
  for (const file of [...files]) {
    const [, locale] = MESSAGES.exec(file.relativeDest) ?? [];
    if (!locale || !('contents' in file)) continue;
    const messages = Object.entries(JSON.parse(file.contents) as Messages);
    file.contents = JSON.stringify(Object.fromEntries(messages.filter(([name]) => isOfManifest(name))));
    const texts = Object.fromEntries(messages.map(([name, { message }]) => [name, message]));
    files.push({
      relativeDest: `texts/${locale.replace('_', '-')}.json`,
      contents: JSON.stringify(texts),
    });
  }
}
