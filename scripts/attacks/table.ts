import type { Case } from './command.ts';

/** A table of how many claims of each adversary were tried, and how many were refuted. */
export function toTable(cases: readonly Case[]): string {
  const adversaries = [...new Set(cases.map(({ adversary }) => adversary))];
  const toRow = (name: string, of: readonly Case[]) =>
    `| ${name} | ${of.length} | ${of.filter(({ held }) => held).length} |`;
  return [
    '| adversary | claims | refuted |',
    '| --- | --: | --: |',
    ...adversaries.map((name) =>
      toRow(
        name,
        cases.filter(({ adversary }) => adversary === name),
      ),
    ),
    toRow('all', cases),
  ].join('\n');
}
