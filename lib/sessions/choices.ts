/**
 * What was chosen, and what sites may do: sealed with the state for normal windows, in `storage.session` for private
 * ones, and there forgotten with the last of them. A private window begins with no choice and no rule, so nothing
 * that is allowed elsewhere tells a page there who the person is; what is forbidden elsewhere stays forbidden.
 */
import { joinBlocks } from '../rpc/blocks';
import { privateChoicesItem } from '../storage/session';
import type { Choices, State } from '../storage/state';
import type { StateStore } from '../vault/state-store';
import type { Place } from './tabs';

/** A private window, or none. */
export type WindowKind = Pick<Place, 'isPrivate'>;

export type ChoiceBooks = ReturnType<typeof createChoices>;

/** Makes an account the one of a site, where a choice for it counts: in a container that has its own, that is this one. */
export function chooseForSite(draft: State, { origin, container }: Place, pubkey: string): void {
  const own = container === undefined ? undefined : draft.containers?.[container];
  if (own?.pubkey !== undefined) own.pubkey = pubkey;
  else (draft.sites[origin] ??= { usedAt: Date.now() }).pubkey = pubkey;
}

/** `onChange` runs when the choices of private windows have changed; of the others the store tells. */
export function createChoices(store: StateStore, onChange: () => void) {
  let privately: Choices = { sites: {}, rules: [] };
  let last: Promise<void> = Promise.resolve();

  function of({ isPrivate }: WindowKind): Readonly<Choices> {
    const { state } = store;
    if (!isPrivate) return state;
    const isHeld = state.accounts.some(({ pubkey }) => pubkey === privately.current);
    const current = isHeld ? privately.current : state.current;
    return {
      ...privately,
      ...(current === undefined ? {} : { current }),
      rules: [...privately.rules, ...state.rules.filter(({ effect }) => effect === 'deny')],
      blocked: joinBlocks(privately, state, Date.now()),
    };
  }

  /** Edits a copy that has the accounts of the state; only the choices are taken from it. */
  async function changePrivately(edit: (draft: State) => void): Promise<void> {
    // Firefox has no containers in private windows
    const { current: _, containers: __, blocked: ___, ...state } = structuredClone(store.state);
    const draft: State = { ...state, ...structuredClone(privately) };
    edit(draft);
    const { current, sites, rules, blocked } = draft;
    const next: Choices = {
      sites,
      rules,
      ...(current === undefined ? {} : { current }),
      ...(blocked === undefined ? {} : { blocked }),
    };
    await privateChoicesItem.set(next);
    privately = next;
    onChange();
  }

  return {
    of,

    /** Whether anything was chosen or allowed in private windows. */
    get hasPrivate(): boolean {
      const { current, sites, rules, blocked = {} } = privately;
      return (
        [rules, Object.keys(sites), Object.keys(blocked)].some((each) => each.length > 0) ||
        current !== undefined
      );
    },

    /** The account that was made the current one in private windows; absent: the same as elsewhere. */
    get privateCurrent(): string | undefined {
      return privately.current;
    },

    async restore(): Promise<void> {
      privately = (await privateChoicesItem.get()) ?? privately;
    },

    /** Changes what was chosen in one kind of window; as `store.change` for all but private ones. */
    change({ isPrivate }: WindowKind, edit: (draft: State) => void): Promise<void> {
      if (!isPrivate) return store.change(edit);
      const change = last.catch(() => undefined).then(() => changePrivately(edit));
      last = change;
      return change;
    },

    /** The last private window is closed, or everything was deleted. */
    forgetPrivate(): Promise<void> {
      // in its turn: a change that is still being saved must not bring everything back
      const forgotten = last
        .catch(() => undefined)
        .then(async () => {
          privately = { sites: {}, rules: [] };
          await privateChoicesItem.remove();
          onChange();
        });
      last = forgotten;
      return forgotten;
    },
  };
}
