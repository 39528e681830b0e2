import { toNumberText } from '#lib/i18n/grammar';
import { i18n } from '#lib/i18n/i18n';
import { toCipherMemories, toSignMemories } from '#lib/nostr/memories';
import { toPreview } from '#lib/nostr/previews';
import type { Remember } from '#lib/rpc/prompt';
import type { BatchItem } from './batch-ticks.svelte';

/** Meanings that have a sentence of their own for many of them; the others have one together. */
const SENTENCES = ['like', 'reaction', 'repost', 'note', 'reply', 'httpAuth', 'seal', 'giftWrap'] as const;

/** What a request is, as far as requests are the same. */
export function toMeaning(item: BatchItem): string {
  if (item.type === 'cipher') return item.method.endsWith('.decrypt') ? 'decrypt' : 'encrypt';
  return toPreview(item.event, 0).sentence;
}

/** What a group of requests wants, in one sentence. */
export function toBatchSentence(items: readonly BatchItem[]): string {
  const count = items.length;
  const number: [string] = [toNumberText(count)];
  const meanings = new Set(items.map(toMeaning));
  const [meaning = ''] = meanings;
  if (meanings.size === 1 && (meaning === 'decrypt' || meaning === 'encrypt')) {
    return i18n.t(`prompt.batch.${meaning}`, count, number);
  }
  const known = SENTENCES.find((each) => each === meaning);
  if (meanings.size === 1 && known) return i18n.t(`prompt.batch.sign.${known}`, count, number);
  if (items.every(({ type }) => type === 'sign')) return i18n.t('prompt.batch.events', count, number);
  return i18n.t('prompt.batch.mixed', count, number);
}

/** How long a yes to all of these may last; once where they are not the same. */
export function toBatchMemories(items: readonly BatchItem[]): readonly Remember[] {
  const memories = new Map(
    items.map((item) =>
      item.type === 'sign'
        ? [`kind ${item.event.kind}`, toSignMemories(item.event.kind)]
        : [toMeaning(item), toCipherMemories(item.method)],
    ),
  );
  const [first = ['once'] as const, ...others] = memories.values();
  return others.length === 0 ? first : ['once'];
}

/** What a rule of one of these would be about: one rule is enough for all of the same. */
export const toRuleKey = (item: BatchItem): string =>
  item.type === 'sign' ? `kind ${item.event.kind}` : `${item.method} ${item.peer}`;
