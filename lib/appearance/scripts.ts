/** The content scripts as the browser is told of them: kept by it, in clear, also while no worker runs. */
import { browser } from 'wxt/browser';
import { appearsOn, type Appearance } from '../rpc/appearance';
import { SITE_MATCHES } from '../rpc/matches';

/** One content script and where it runs. */
export interface Script {
  id: string;
  file: string;
  world: 'ISOLATED' | 'MAIN';
  matches: string[];
  excludeMatches: string[];
}

/**
 * An origin as a match pattern. Chromium takes a port, so that one port of a host is not the others; Firefox does not,
 * and there the worker refuses the other ports.
 */
export function toPattern(origin: string): string {
  const { protocol, hostname, port } = new URL(origin);
  if (import.meta.env.BROWSER === 'firefox') return `${protocol}//${hostname}/*`;
  return `${protocol}//${hostname}:${port || (protocol === 'https:' ? '443' : '80')}/*`;
}

const toPatterns = (origins: readonly string[]) => [...new Set(origins.map(toPattern))].toSorted();

/** Which scripts run where. */
export function toScripts(appearance: Appearance): Script[] {
  const { onlyChosen, chosen, hidden } = appearance;
  const first = toPatterns(appearance.first.filter((origin) => appearsOn(appearance, origin)));
  const where = {
    matches: onlyChosen ? toPatterns(chosen) : SITE_MATCHES,
    excludeMatches: onlyChosen ? [] : toPatterns(hidden),
  };
  const scripts: Script[] = [
    { id: 'bridge', file: 'bridge.js', world: 'ISOLATED', ...where },
    {
      id: 'nostr',
      file: 'nostr.js',
      world: 'MAIN',
      matches: where.matches,
      excludeMatches: [...where.excludeMatches, ...first],
    },
    { id: 'first', file: 'first.js', world: 'MAIN', matches: first, excludeMatches: [] },
  ];
  return scripts.filter(({ matches }) => matches.length > 0);
}

/** What of a script can change; browsers give the patterns back in an order of their own. */
const toKey = (file = '', matches: readonly string[] = [], excludeMatches: readonly string[] = []): string =>
  JSON.stringify([file, matches.toSorted(), excludeMatches.toSorted()]);

/** Has the browser run exactly these scripts, from the next page on. What is right already is not touched. */
export async function registerScripts(scripts: readonly Script[]): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts();
  const known = new Map(
    registered.map((each) => [each.id, toKey(each.js?.[0], each.matches, each.excludeMatches)]),
  );
  const gone = [...known.keys()].filter((id) => !scripts.some((script) => script.id === id));
  const stale = scripts.filter(({ id, file, matches, excludeMatches }) => {
    return known.has(id) && known.get(id) !== toKey(file, matches, excludeMatches);
  });
  const fresh = scripts.filter(({ id }) => !known.has(id));
  if (gone.length > 0) await browser.scripting.unregisterContentScripts({ ids: gone });
  if (stale.length > 0) await browser.scripting.updateContentScripts(stale.map(toRegistration));
  if (fresh.length > 0) await browser.scripting.registerContentScripts(fresh.map(toRegistration));
}

const toRegistration = ({ id, file, world, matches, excludeMatches }: Script) => ({
  id,
  js: [file],
  world,
  matches,
  excludeMatches,
  runAt: 'document_start' as const,
  persistAcrossSessions: true,
});
