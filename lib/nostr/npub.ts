/**
 * An npub for narrow places: the first nine and the last five characters. Apart from keys.ts, so that a popup
 * that shows accounts does not load the curve.
 */
export const shortenNpub = (npub: string): string => `${npub.slice(0, 9)}…${npub.slice(-5)}`;
