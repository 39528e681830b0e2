/**
 * What this window has shown, by id: to close it is a no to these. Of the sites it has shown it names what else waits, or
 * is about to be let in, so that is part of the no; what others have waiting is nobody's to reject unseen.
 */
import type { PromptView } from '#lib/rpc/prompt';

const toSite = ({ origin, isPrivate }: PromptView): string => `${isPrivate ?? false} ${origin}`;

/** Returns what is to be called with what is on screen and what waits; `tell` hears of changes, and again if it fails. */
export function createShown(tell: (ids: readonly string[]) => Promise<unknown>) {
  let seen = new Set<string>();
  let told: string | undefined;

  return (onScreen: readonly PromptView[], waiting: readonly PromptView[]): void => {
    const sites = new Set(onScreen.map(toSite));
    const others = waiting.filter((each) => seen.has(each.id) || sites.has(toSite(each)));
    seen = new Set([...onScreen, ...others].map(({ id }) => id));
    const now = [...seen].join();
    if (now === told) return;
    told = now;
    tell([...seen]).catch(() => (told = undefined));
  };
}
