/** On which sites Facet shows itself. */
import { appearsOn, EVERYWHERE, withOrigin } from '#lib/rpc/appearance';
import { isAllowedOrigin } from '#lib/nostr/origin';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { InvalidError } from '#lib/rpc/errors';
import type { State } from '#lib/storage/state';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

/** The origins that may know an account: the person has let them see Facet before. */
export const connectedOf = ({ rules }: State): string[] =>
  rules
    .filter(({ method, effect }) => method === 'connect' && effect === 'allow')
    .map(({ origin }) => origin);

function expectAllowed(origin: string): void {
  if (!isAllowedOrigin(origin)) throw new InvalidError('no website of this name can use Facet');
}

export function createAppearanceHandlers(rooms: Rooms) {
  const { store, appearance } = rooms;
  const command = createCommand(rooms);

  /** Resolves when the browser has heard of it: the next page is one that it counts for. */
  const change = async (edit: (draft: State) => void): Promise<void> => {
    await store.change(edit);
    await appearance.follow(store.state.appearance);
  };

  return {
    setOnlyChosen: command((onlyChosen: boolean) =>
      change((draft) => {
        const before = draft.appearance ?? EVERYWHERE;
        const kept = connectedOf(draft).filter((origin) => appearsOn(before, origin));
        const chosen = onlyChosen ? [...new Set([...before.chosen, ...kept])] : before.chosen;
        draft.appearance = { ...before, onlyChosen, chosen };
      }),
    ),
    setAppears: command((origin: string, appears: boolean) => {
      expectAllowed(origin);
      return change((draft) => {
        draft.appearance = withOrigin(draft.appearance ?? EVERYWHERE, origin, appears);
      });
    }),
    chooseSigner: command((origin: string, signer: 'facet' | 'other') => {
      expectAllowed(origin);
      return change((draft) => {
        const { first, ...next } = withOrigin(draft.appearance ?? EVERYWHERE, origin, signer === 'facet');
        const rest = first.filter((each) => each !== origin);
        draft.appearance = { ...next, first: signer === 'facet' ? [...rest, origin] : rest };
      });
    }),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
