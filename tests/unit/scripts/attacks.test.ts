import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../scripts/attacks/command';
import { findWrongCounts, toTable } from '../../../scripts/attacks/table';

const check = { file: 'a.ts', says: 'x', without: 'y' };
const toCases = (adversary: string, count: number): Case[] =>
  Array.from({ length: count }, (_, index) => ({
    adversary,
    claim: `claim ${index}`,
    check,
    held: index > 0,
  }));

const MODEL = `| adversary | what must hold | claims | what remains |
| --- | --- | --: | --- |
| site | nothing | 2 | all |
| disk-thief | nothing | 3 | all |
`;

describe('what the threat model says of claims', () => {
  it('is right where each adversary has so many', () => {
    expect(findWrongCounts([...toCases('site', 2), ...toCases('disk-thief', 3)], MODEL)).toEqual([]);
  });

  it('is wrong where there are more, or none, or an adversary that it does not know', () => {
    expect(findWrongCounts([...toCases('site', 3), ...toCases('relay', 1)], MODEL)).toEqual([
      'docs/threat-model.md says 2 of 3 claims: site',
      'docs/threat-model.md says 3 of 0 claims: disk-thief',
      'docs/threat-model.md says nothing of 1 claims: relay',
    ]);
  });

  it('is read from the file as it is', () => {
    const threatModel = readFileSync('docs/threat-model.md', 'utf8');
    expect(findWrongCounts([], threatModel)).toHaveLength(9);
  });
});

it('the table counts what was tried and what was refuted', () => {
  expect(toTable([...toCases('site', 2)])).toContain('| site | 2 | 1 |');
});
