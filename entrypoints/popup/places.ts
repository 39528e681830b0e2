import { CHOICES, type Choice, type Scope, type TabView } from '#lib/rpc/snapshot';

/** The place whose choice this tab keeps when somebody else is chosen in `scope`, a wider one. */
export function findKept({ choices }: TabView, scope: Scope): Choice | undefined {
  if (scope === 'all') return CHOICES.find((choice) => choices[choice] !== undefined);
  // a choice for the site ends the one for the tab, but not the one for the container
  return scope === 'site' && choices.container !== undefined ? 'container' : undefined;
}

/** Who the tab is once the choice that holds is cleared; `current` is the account where none is chosen. */
export function findNext({ reason, choices }: TabView, current: string | undefined): string | undefined {
  const wider = CHOICES.filter((choice) => choice !== reason).map((choice) => choices[choice]);
  return wider.find((pubkey) => pubkey !== undefined) ?? current;
}
