import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOURS, LEAST_HOURS, readPlan, toPlan, toSoakCommand } from '../../../scripts/soak/plan';
import { LEAKS } from '../../../scripts/soak/prove';
import { AUTO_LOCK, AWAY_FROM, MINUTES_OF_HOUR, toHour } from '../../soak/plan';

describe('a plan', () => {
  const plan = (...words: string[]) => toPlan(words, () => 7);

  it('is eight hours with a new seed, unless the command line says otherwise', () => {
    expect(plan()).toEqual({ hours: HOURS, seed: 7, proves: false });
    expect(plan('--hours=5', '--seed=11')).toEqual({ hours: 5, seed: 11, proves: false });
    expect(plan('--prove')).toEqual({ hours: LEAST_HOURS, seed: 7, proves: true });
  });

  it.each(['--hours=long', '--hours=2', '--minutes=3', 'more'])('does not know %s', (word) => {
    expect(() => plan(word)).toThrow();
  });

  it('reaches the run by its environment', () => {
    expect(readPlan(toSoakCommand({ hours: 5, seed: 11 }).env)).toEqual({ hours: 5, seed: 11 });
  });
});

it.each(Object.entries(LEAKS))('a build in which %s leaks where the code still says so', (_, { part }) => {
  expect(readFileSync(part.file, 'utf8').split(part.says)).toHaveLength(2);
});

describe('an hour', () => {
  const toDeeds = (seed: number, hour: number) => toHour(seed, hour).map(({ deeds }) => deeds);

  it('is the same for a seed, and another one for another', () => {
    expect(toDeeds(5, 3)).toEqual(toDeeds(5, 3));
    expect(toDeeds(5, 3)).not.toEqual(toDeeds(6, 3));
    expect(toHour(5, 3)[4]!.chance()).toBe(toHour(5, 3)[4]!.chance());
  });

  it('has the popup each two minutes, a switch each four, the log each half an hour', () => {
    const deeds = toDeeds(5, 1).flat();
    const times = (name: string) => deeds.filter((deed) => deed === name).length;
    expect(times('look into the popup')).toBe(30);
    expect(times('switch the account')).toBe(15);
    expect(times('read the log')).toBe(2);
    expect(times('the page that stays asks')).toBe(MINUTES_OF_HOUR);
  });

  it('is a break at the end of every other, long enough to lock by itself', () => {
    expect(toHour(5, 1).some(({ isAway }) => isAway)).toBe(false);
    const away = toHour(5, 2).map(({ isAway }) => isAway);
    expect(away.indexOf(true)).toBe(AWAY_FROM);
    expect(away.filter(Boolean).length).toBeGreaterThan(AUTO_LOCK + 1);
    expect(new Set(toDeeds(5, 2).slice(AWAY_FROM).flat())).toEqual(new Set(['the page that stays asks']));
  });
});
