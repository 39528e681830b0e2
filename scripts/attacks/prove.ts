/**
 * Takes the checks of each case out of the sources in turn, builds Facet without them, and has the case tried that says
 * it is held by them: it must fall. Works on a copy of the sources.
 */
import { stripVTControlCharacters } from 'node:util';
import { withCopy, type Copy, type NoBuild } from '../build/without.ts';
import { toAttacksCommand, type Case } from './command.ts';

/** What came of a case whose check was taken out; `fell`: what it said then, as a case can fall for another reason than its claim. */
export type Proof = { fell: string } | { held: 'held without its check' | NoBuild };

/** Proves the cases one after another; cases that name the same checks share a build. `onProof` hears of each. */
export const prove = (cases: readonly Case[], onProof: (proven: Case, proof: Proof) => void): Promise<void> =>
  withCopy(async (copy) => {
    const groups = Map.groupBy(cases, ({ browser, checks }) => JSON.stringify([browser, checks]));
    for (const [, held] of groups) {
      const [{ browser, checks }] = held as [Case];
      const fault = await copy.buildWithout(checks, browser);
      for (const each of held) onProof(each, fault ? { held: fault } : await attempt(copy, each));
    }
  });

async function attempt(copy: Copy, { claim }: Case): Promise<Proof> {
  const command = toAttacksCommand('--workers=1', '--reporter=line', '--grep', toPattern(claim));
  const { ok, output } = await copy.test(command);
  if (ok || !output.includes('1 failed')) return { held: 'held without its check' };
  return { fell: toReason(output) };
}

/** Why a case failed, in the first words of its error. */
export const toReason = (output: string): string =>
  /^ *((?:\w*Error|Test timeout)\b.*)$/m.exec(stripVTControlCharacters(output))?.[1] ?? 'it does not say why';

/** A pattern of Playwright's that finds this title alone. */
const toPattern = (title: string): string => `${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
