/** What a new release brings, told once to whoever had Facet before, and to all who ask (options, _What’s new_). */

/** Releases with news, by the first two numbers of their version, the newest first; what they say is in the catalogue. */
export const NEWS = [
  { release: '0.1', texts: 'first', points: ['accounts', 'words', 'keys', 'more'] },
] as const;

/** Whoever has seen no news yet had the first release: those that came after it say at the start what they are. */
const FIRST = '0.1';

/** The first two numbers of a version as one that grows with it. */
const toOrder = (version: string): number => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 100_000 + minor;
};

/** The newest release with news that is not newer than `version`, and newer than what was `seen`; undefined: no news. */
export function findNews(seen = FIRST, version: string): string | undefined {
  const isNew = ({ release }: { release: string }) =>
    toOrder(release) > toOrder(seen) && toOrder(release) <= toOrder(version);
  return NEWS.find(isNew)?.release;
}
