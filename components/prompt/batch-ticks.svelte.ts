import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { isReplaceable, toKindName } from '#lib/nostr/kinds';
import { isAskedEachTime, isHighRisk } from '#lib/nostr/memories';
import type { CipherPrompt, SignPrompt } from '#lib/rpc/prompt';

/** A request that can be one of many. */
export type BatchItem = SignPrompt | CipherPrompt;

/** What can do harm, replaces something, or is unknown is ticked by itself, never with others. */
export const needsOwnTick = (item: BatchItem): boolean =>
  item.type === 'sign' &&
  (isHighRisk(item.event.kind) ||
    isReplaceable(item.event.kind) ||
    toKindName(item.event.kind) === 'unknown');

/** What overwrites a list must be looked at before it can be ticked. */
export const mustBeRead = (item: BatchItem): boolean =>
  item.type === 'sign' && isAskedEachTime(item.event.kind);

export type Ticks = ReturnType<typeof createTicks>;

/** What is ticked: what the person said, else what does little harm. `isKnown`: whether somebody is no stranger. */
export function createTicks(isKnown: (item: CipherPrompt) => boolean) {
  const said = new SvelteMap<string, boolean>();
  const read = new SvelteSet<string>();

  const isUsual = (item: BatchItem) => {
    if (item.type === 'sign') return !needsOwnTick(item);
    return item.method.endsWith('.encrypt') || isKnown(item);
  };

  const mayTick = (item: BatchItem) => !mustBeRead(item) || read.has(item.id);

  return {
    isOn: (item: BatchItem): boolean => mayTick(item) && (said.get(item.id) ?? isUsual(item)),
    /** Whether it was looked at, where that comes first. */
    mayTick,
    set: (item: BatchItem, on: boolean): void => void said.set(item.id, on),
    /** Ticks all that need no tick of their own, or unticks all. */
    setAll(items: readonly BatchItem[], on: boolean): void {
      for (const item of items) if (!on || !needsOwnTick(item)) said.set(item.id, on);
    },
    markRead: (item: BatchItem): void => void read.add(item.id),
  };
}
