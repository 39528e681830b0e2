/** Has chaos reign over builds of Facet that are broken on purpose. */
import { proveBroken, type Find } from '../build/prove.ts';
import type { Part } from '../build/without.ts';
import { FIGURES, toChaosCommand, type Plan } from './plan.ts';

/** What is wrong with each build, and where. */
export const BROKEN: Readonly<Record<string, Part>> = {
  'a rule acts as the account of now, whoever the page was told it is': {
    file: 'lib/requests/authorize.ts',
    says: 'if (believed !== undefined && believed !== pubkey) return { told: believed };',
    without: '',
  },
  'nobody is asked': {
    file: 'lib/requests/authorize.ts',
    says: "if (weighed?.verdict === 'allow' && !loses && question.links === undefined) return session;",
    without: 'if (weighed) return session;',
  },
  'what was signed has no line in the log': {
    file: 'lib/activity/lines.ts',
    says: 'if (about === undefined || caller.isPrivate) return [];',
    without: "if (about === undefined || about === 'signEvent') return [];",
  },
  'a call ends with the worker that had it': {
    file: 'lib/rpc/persistent-call.ts',
    says: 'failures = performance.now() - startedAt > QUICK ? 0 : failures + 1;',
    without: "return toRefusal('internal', 'the worker died');",
  },
};

/** Runs the plan against each of them until something is found. `onFind` hears of each. */
export const prove = (plan: Plan, onFind: (broken: string, find: Find) => void): Promise<void> =>
  proveBroken(
    Object.entries(BROKEN).map(([broken, part]) => ({ broken, part, run: toChaosCommand(plan), read })),
    FIGURES,
    onFind,
  );

function read(left: unknown): string | undefined {
  const { figures } = left as { figures: { wrong: string[]; lost: string[] } };
  return [...figures.wrong, ...figures.lost][0];
}
