import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { Rooms } from '../rooms';
import type { UiCaller } from './command';

type UiHandlers = Handlers<UiApi, UiCaller>;
type Handler = (caller: UiCaller, ...args: never[]) => unknown;

/**
 * What Facet's own pages may ask, once the names and counts of all accounts have come from disk. Who one is in a tab has
 * nothing of that in it, and a popup that has woken the worker is waiting to say it.
 */
export function onceRestored({ sessions }: Pick<Rooms, 'sessions'>, handlers: UiHandlers): UiHandlers {
  const waiting = Object.entries<Handler>(handlers).map(([method, handle]): [string, Handler] => [
    method,
    async (...args) => {
      await sessions.whenRestored();
      return handle(...args);
    },
  ]);
  return { ...(Object.fromEntries(waiting) as unknown as UiHandlers), getTab: handlers.getTab };
}
