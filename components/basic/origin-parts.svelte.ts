/**
 * Where the name of a site is cut. The list of public suffixes that says so is by far the largest part of a page, so
 * no page waits for it: until it is there the whole name stands out, and nothing of it is ever left out.
 */
import type { OriginParts, toOriginParts } from '#lib/nostr/origin-parts';
import { toSiteName } from './display-name';

type Cut = Pick<OriginParts, 'scheme' | 'head' | 'tail'>;

let known = $state.raw<typeof toOriginParts>();
let loading: Promise<void> | undefined;

async function load(): Promise<void> {
  known = (await import('#lib/nostr/origin-parts')).toOriginParts;
}

/** The parts of an origin, as far as they can be told yet; read again when they can. */
export function cutOrigin(origin: string): Cut {
  if (known) return known(origin);
  loading ??= load();
  const tail = toSiteName(origin);
  return { scheme: origin.slice(0, -tail.length), head: '', tail };
}
