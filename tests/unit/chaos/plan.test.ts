import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { MINUTES, readPlan, SHORT_MINUTES, toChaosCommand, toPlan } from '../../../scripts/chaos/plan';
import { BROKEN } from '../../../scripts/chaos/prove';
import { addPast, createFigures, toTable } from '../../chaos/figures';
import { createHistory } from '../../chaos/history';
import { STEP_NAMES, toSteps } from '../../chaos/plan';

describe('a plan', () => {
  const plan = (...words: string[]) => toPlan(words, () => 7);

  it('is half an hour with a new seed, unless the command line says otherwise', () => {
    expect(plan()).toEqual({ minutes: MINUTES, seed: 7, proves: false });
    expect(plan('--minutes=2', '--seed=11')).toEqual({ minutes: 2, seed: 11, proves: false });
    expect(plan('--prove')).toEqual({ minutes: SHORT_MINUTES, seed: 7, proves: true });
  });

  it.each(['--minutes=long', '--sead=1', 'more'])('does not know %s', (word) => {
    expect(() => plan(word)).toThrow();
  });

  it('reaches the run by its environment, and without one is that of npm test', () => {
    expect(readPlan(toChaosCommand({ minutes: 2, seed: 11 }).env)).toEqual({ minutes: 2, seed: 11 });
    expect(readPlan({}).minutes).toBe(SHORT_MINUTES);
  });
});

it.each(Object.entries(BROKEN))('a build in which “%s” is broken where the code still says so', (_, part) => {
  expect(readFileSync(part.file, 'utf8').split(part.says)).toHaveLength(2);
});

describe('the steps', () => {
  const take = (seed: number, count = 400) => {
    const steps = toSteps(seed);
    return Array.from({ length: count }, () => steps.next().value);
  };

  it('are the same for a seed, whatever each of them takes from its numbers, and others for another', () => {
    const [once, again] = [take(5), take(5)];
    once[3]!.chance();
    expect(again.map(({ name }) => name)).toEqual(once.map(({ name }) => name));
    expect(again[4]!.chance()).toBe(once[4]!.chance());
    expect(take(6).map(({ name }) => name)).not.toEqual(once.map(({ name }) => name));
  });

  it('have every kind among them', () => {
    expect(new Set(take(5, 2_000).map(({ name }) => name))).toEqual(new Set(STEP_NAMES));
  });
});

it('counts ends by kind, and what was left once', () => {
  const figures = createFigures(5);
  const call = { id: '1', origin: 'o', method: 'signEvent', ruled: 'allowed', at: 0, settled: [] } as const;
  const left = { ...call, settled: [], gone: 1 };
  const past = {
    ...createHistory(),
    calls: [
      left,
      { ...call, settled: [{ at: 1, result: {} }] },
      { ...call, settled: [{ at: 1, code: 'busy' }] },
    ],
  };
  const verdict = { wrong: [], lost: ['call 1'], unlogged: [30] };
  addPast(figures, past, verdict, new Set());
  addPast(figures, { ...past, calls: [left] }, { ...verdict, lost: [], unlogged: [70] }, new Set(past.calls));
  const { requests, resolved, refused } = figures;
  expect({ requests, resolved, refused, left: figures.left }).toEqual({
    ...{ requests: 3, resolved: { signEvent: 1 }, refused: { busy: 1 }, left: 1 },
  });
  expect(toTable(figures)).toContain('| **lost** | 1 |');
  expect(toTable(figures)).toContain('2, at most 70 ms after the answer');
});
