/** On which websites Facet shows itself: on the chosen ones alone, or on all but the hidden ones. By origin. */
export interface Appearance {
  onlyChosen: boolean;
  chosen: string[];
  hidden: string[];
  /** Where Facet stays in the place of other signers. */
  first: string[];
}

/** Facet shows itself on every site that can use it. */
export const EVERYWHERE: Appearance = { onlyChosen: false, chosen: [], hidden: [], first: [] };

/** Whether window.nostr exists on this origin. */
export const appearsOn = ({ onlyChosen, chosen, hidden }: Readonly<Appearance>, origin: string): boolean =>
  onlyChosen ? chosen.includes(origin) : !hidden.includes(origin);

/** The choice with one origin more or less; the other mode keeps what was chosen in it. */
export function withOrigin(before: Appearance, origin: string, appears: boolean): Appearance {
  const rest = (origins: readonly string[]) => origins.filter((each) => each !== origin);
  const chosen = rest(before.chosen);
  const hidden = rest(before.hidden);
  if (appears) chosen.push(origin);
  else hidden.push(origin);
  return { ...before, chosen, hidden, first: appears ? before.first : rest(before.first) };
}
