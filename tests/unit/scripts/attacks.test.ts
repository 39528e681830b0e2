import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../scripts/attacks/command';
import { toReason } from '../../../scripts/attacks/prove';
import { findWrongCounts, toTable } from '../../../scripts/attacks/table';

const checks = [{ file: 'a.ts', says: 'x', without: 'y' }];
const toCases = (adversary: string, count: number): Case[] =>
  Array.from({ length: count }, (_, index) => ({
    adversary,
    claim: `claim ${index}`,
    checks,
    browser: 'chrome',
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
    expect(findWrongCounts([], threatModel)).toHaveLength(10);
  });
});

it('the table counts what was tried and what was refuted', () => {
  expect(toTable([...toCases('site', 2)])).toContain('| site | 2 | 1 |');
});

describe('why a case fell', () => {
  const toOutput = (error: string) =>
    `  1) site/limits.attack.ts:9:1 › a claim ────\n\n    ${error}\n\n  1 failed\n`;

  it.each([
    ['Error: expect(received).toBe(expected)', 'Error: expect(received).toBe(expected)'],
    ['\u001B[31mTypeError: no\u001B[39m', 'TypeError: no'],
    ['Test timeout of 60000ms exceeded.', 'Test timeout of 60000ms exceeded.'],
    ['Something else', 'it does not say why'],
  ])('is said in the first words of its error: %s', (error, reason) => {
    expect(toReason(toOutput(error))).toBe(reason);
  });
});
