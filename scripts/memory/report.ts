/** What a search of memory came to: written by the tests that search, read by the script that prints. */
import { join } from 'node:path';
import { root } from '../machine/root.ts';

export const MEMORY_REPORT = {
  processes: join(root, 'test-results', 'memory-processes.json'),
  heaps: join(root, 'test-results', 'memory-heaps.json'),
} as const;

/** When memory is searched, in this order, and how a table calls it. */
export const MOMENTS = {
  unlocked: 'unlocked',
  locked: 'locked',
  collected: 'garbage collected',
  closed: 'pages closed',
  restarted: 'new process',
} as const;

export type Moment = keyof typeof MOMENTS;

/** What was found of one kind of secret in one place at one moment. */
export interface Find {
  moment: Moment;
  where: string;
  kind: string;
  /** Whole copies, in any form. */
  whole: number;
  /** Later halves of bytes whose beginning is gone. */
  half: number;
  /** Whole copies by their form. */
  forms: Record<string, number>;
}

const MOMENT_NAMES = Object.keys(MOMENTS) as Moment[];

const toCell = ({ whole, half }: Pick<Find, 'whole' | 'half'>): string =>
  half > 0 ? `${whole} + ${half}/2` : String(whole);

/** Finds as a table in Markdown: a row for each kind in each place where any was met, and a last one for where none ever was. */
export function toTable(finds: readonly Find[]): string {
  const moments = MOMENT_NAMES.filter((moment) => finds.some((find) => find.moment === moment));
  const unique = (of: (find: Find) => string) => [...new Set(finds.map(of))];
  const rows: string[] = [];
  const clean: string[] = [];
  for (const where of unique((find) => find.where)) {
    const before = rows.length;
    for (const kind of unique((find) => find.kind)) {
      const ofKind = finds.filter((find) => find.where === where && find.kind === kind);
      if (ofKind.every(({ whole, half }) => whole + half === 0)) continue;
      const cells = moments.map((moment) => {
        const there = ofKind.filter((find) => find.moment === moment);
        return there.length === 0 ? '–' : toCell(sum(there));
      });
      rows.push(`| ${[where, kind, ...cells].join(' | ')} |`);
    }
    if (rows.length === before) clean.push(where);
  }
  const none = `| ${[clean.join(', '), 'any', ...moments.map(() => 0)].join(' | ')} |`;
  return [
    `| in | of | ${moments.map((moment) => MOMENTS[moment]).join(' | ')} |`,
    `|---|---|${moments.map(() => '--:|').join('')}`,
    ...rows,
    ...(clean.length > 0 ? [none] : []),
  ].join('\n');
}

const sum = (finds: readonly Find[]) => ({
  whole: finds.reduce((all, { whole }) => all + whole, 0),
  half: finds.reduce((all, { half }) => all + half, 0),
});
