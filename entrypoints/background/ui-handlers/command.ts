import type { Snapshot } from '#lib/rpc/snapshot';
import type { Rooms } from '../rooms';

/** The page of Facet behind a call: the tab it is in, if it is in one. */
export interface UiCaller {
  tabId: number | undefined;
}

/** A command of the person's: the auto-lock starts anew, and what was done is in the snapshot that comes back. */
export const createCommand =
  ({ vault, sessions, publisher }: Rooms) =>
  <Args extends unknown[]>(act: (...args: Args) => Promise<unknown> | void) =>
  async (_caller: UiCaller, ...args: Args): Promise<Snapshot> => {
    await act(...args);
    await vault.touch();
    await sessions.whenRestored();
    return publisher.snapshot();
  };
