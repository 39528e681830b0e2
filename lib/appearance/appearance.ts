/**
 * On which websites Facet shows itself. The person's choice is sealed with the state; what the browser needs of it is
 * kept in clear, by the browser and once more by Facet: an update of the extension makes the browser forget its scripts,
 * and they must be back before anybody unlocks. `restore` first, then `follow` with every state.
 */
import { appearsOn, EVERYWHERE, type Appearance } from '../rpc/appearance';
import { FacetError } from '../rpc/errors';
import { getAppearance, setAppearance, type Database } from '../storage/database';
import { registerScripts, toScripts } from './scripts';

export type AppearanceRoom = ReturnType<typeof createAppearance>;

export function createAppearance(database: Database) {
  let held = EVERYWHERE;
  /** What is held was refused by the disk or the browser when it was to be done. */
  let isUndone = false;
  let queue: Promise<unknown> = Promise.resolve();

  /** One at a time: the browser must end up with the last one. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  return {
    /**
     * Reads what was last chosen, and has the browser run the scripts so, whether or not the vault is open. Nobody
     * waits for the browser: it most likely runs them so already.
     */
    restore(): Promise<void> {
      const reading = getAppearance(database);
      const read = inTurn(async () => {
        held = (await reading) ?? EVERYWHERE;
      });
      inTurn(async () => {
        await reading; // where it fails, what the browser runs already is nearer to the choice than everywhere
        await registerScripts(toScripts(held));
      }).catch(() => undefined); // the next worker tries again
      return read;
    },

    /** Makes the browser follow the state; resolves when no further page gets what it should not. */
    follow: (wanted: Appearance = EVERYWHERE): Promise<void> =>
      inTurn(async () => {
        if (!isUndone && JSON.stringify(wanted) === JSON.stringify(held)) return;
        held = wanted;
        isUndone = true;
        await setAppearance(database, wanted);
        await registerScripts(toScripts(wanted));
        isUndone = false;
      }),

    /** Whether Facet shows itself on this origin; a page that was open before may still have it. */
    appears: (origin: string): boolean => appearsOn(held, origin),

    /** Throws `unsupported` where Facet is hidden: a page from before that, or another port of a chosen host. */
    expect(origin: string): void {
      if (!appearsOn(held, origin)) throw new FacetError('unsupported', 'this page cannot use Facet');
    },
  };
}
