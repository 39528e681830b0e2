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

/** What the table of the threat model says of how many claims there are, and is not so; a sentence for each adversary. */
export function findWrongCounts(cases: readonly Case[], threatModel: string): string[] {
  const said = new Map(
    [...threatModel.matchAll(/^\| ([\w-]+) \|.*\| (\d+) \|[^|]*\|$/gm)].map(([, name = '', count]) => [
      name,
      Number(count),
    ]),
  );
  const names = new Set([...said.keys(), ...cases.map(({ adversary }) => adversary)]);
  return [...names].flatMap((name) => {
    const count = cases.filter(({ adversary }) => adversary === name).length;
    if (said.get(name) === count) return [];
    return [`docs/threat-model.md says ${said.get(name) ?? 'nothing'} of ${count} claims: ${name}`];
  });
}
