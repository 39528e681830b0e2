/** Soaks builds of Facet that have a leak put in on purpose: a run to which their memory looks flat is worth nothing. */
import { proveBroken, type Find } from '../build/prove.ts';
import type { Part } from '../build/without.ts';
import { SOAK_FIGURES, toSoakCommand, type SoakPlan } from './plan.ts';

/** What never goes in each build, and what must be seen to grow by that. */
export const LEAKS: Readonly<Record<string, { part: Part; grows: string }>> = {
  'the worker keeps calls that were answered': {
    part: {
      file: 'lib/requests/calls.ts',
      says: 'running.delete(caller);',
      without: 'caller.gone = true;',
    },
    grows: 'heap of the worker',
  },
  'a website’s page keeps the promises of calls that were answered': {
    part: {
      file: 'lib/rpc/window-nostr.ts',
      says: 'delete waiting[message.id];',
      without: '',
    },
    grows: 'heap of the page',
  },
  'a page of Facet keeps all that it was ever told': {
    part: {
      file: 'lib/ui/client.ts',
      says: 'live = true;\n',
      without: 'live = true;\n((globalThis as { told?: unknown[] }).told ??= []).push(snapshot);\n',
    },
    grows: 'heap of Facet’s pages',
  },
};

/** Runs the plan against each of them. `onFind` hears of each; what grows must be what leaks. */
export const prove = (plan: SoakPlan, onFind: (broken: string, find: Find) => void): Promise<void> =>
  proveBroken(
    Object.entries(LEAKS).map(([broken, { part, grows }]) => ({
      broken,
      part,
      run: toSoakCommand(plan),
      read: (left) => (left as { grown: string[] }).grown.find((each) => each.startsWith(grows)),
    })),
    SOAK_FIGURES,
    onFind,
  );
