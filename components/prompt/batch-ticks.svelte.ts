import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { isReplaceable, toKindName, type KindName } from '#lib/nostr/kinds';
import { isAskedEachTime, isHighRisk } from '#lib/nostr/memories';
import { toWarning } from '#lib/nostr/previews/warnings';
import type { CipherPrompt, SignPrompt } from '#lib/rpc/prompt';

/** A request that can be one of many. */
export type BatchItem = SignPrompt | CipherPrompt;

/** Kinds that bear no warning and are nobody's everyday post: they rule a group, or order work that costs. */
const UNUSUAL: readonly KindName[] = [
  ...(['groupAddUser', 'groupRemoveUser', 'groupEdit', 'groupDeletePost', 'groupAdmin'] as const),
  ...(['jobRequest', 'unknown'] as const),
];

/** What can do harm, replaces something, or is unknown is ticked by itself, never with others. */
export const needsOwnTick = (item: BatchItem): boolean => item.type === 'sign' && isUnusual(item.event.kind);

function isUnusual(kind: number): boolean {
  const name = toKindName(kind);
  return isHighRisk(kind) || isReplaceable(kind) || toWarning(name) !== undefined || UNUSUAL.includes(name);
}

/** What overwrites a list must be looked at before it can be ticked. */
export const mustBeRead = (item: BatchItem): boolean =>
  item.type === 'sign' && isAskedEachTime(item.event.kind);

export type Ticks = ReturnType<typeof createTicks>;

/**
 * What is ticked: what the person said, else what does little harm. What an account of the person's own (`isOwn`)
 * encrypted is lists and wallets more often than messages, so it is read only where it was ticked.
 */
export function createTicks(isOwn: (pubkey: string) => boolean) {
  const said = new SvelteMap<string, boolean>();
  const read = new SvelteSet<string>();

  const isUsual = (item: BatchItem) => {
    if (item.type === 'sign') return !needsOwnTick(item);
    return item.method.endsWith('.encrypt') || (item.followed === true && !isOwn(item.peer));
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
