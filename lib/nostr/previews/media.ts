/** Files, pictures and videos (NIP-68, NIP-71, NIP-92, NIP-94). Nothing of them is ever loaded. */
import type { EventTemplate } from '../event';
import type { Fact } from './fact';
import { all, bytes, count, first, text, texts } from './tags';
import type { ToView } from './view';

/** The pairs in an `imeta` tag: name, space, value. */
const toPairs = (tag: readonly string[]): Map<string, string> =>
  new Map(
    tag.slice(1).flatMap((pair) => {
      const at = pair.indexOf(' ');
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)] as const] : [];
    }),
  );

/** Where the media lie, how many there are, and of what type. */
export function toMediaFacts(event: EventTemplate): Fact[] {
  const media = event.tags.filter(([tag]) => tag === 'imeta').map(toPairs);
  const valuesOf = (name: string) => [...new Set(media.flatMap((pairs) => pairs.get(name) ?? []))];
  return [
    ...count('media', media.length),
    ...texts('url', valuesOf('url')),
    ...texts('fileType', valuesOf('m')),
    ...text('lasts', first(event, 'duration')),
  ];
}

export const toFile: ToView = (event) => ({
  facts: [
    ...texts('url', all(event, 'url')),
    ...text('fileType', first(event, 'm')),
    ...bytes('size', first(event, 'size')),
    ...text('dimensions', first(event, 'dim')),
    ...text('hash', first(event, 'x')),
  ],
});
