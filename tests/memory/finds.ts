import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from '@playwright/test';
import { MEMORY_REPORT, type Find, type Moment } from '../../scripts/memory/report';
import type { Count } from './forms';

/** Counts by kind, as lines of the report. */
export const toFinds = (moment: Moment, where: string, counts: Record<string, Count>): Find[] =>
  Object.entries(counts).map(([kind, count]) => ({ moment, where, kind, ...count }));

/** Leaves a report for the script that prints. */
export function writeFinds(report: keyof typeof MEMORY_REPORT, finds: readonly Find[]): void {
  const file = MEMORY_REPORT[report];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(finds));
}

const isControl = ({ kind }: Find): boolean => kind.startsWith('control');

/** Copies of secrets, whole or in part, among these finds; controls are none. */
export const toLeft = (finds: readonly Find[]): string[] =>
  finds
    .filter((find) => !isControl(find) && find.whole + find.half > 0)
    .map(({ moment, where, kind, whole, half }) => `${moment}, ${where}: ${kind} ${whole} + ${half}/2`);

/** Fails unless what was kept on purpose in this place was found there whenever somebody looked, for as long as it was kept. */
export function expectSeen(finds: readonly Find[], where: string, control: string): void {
  const there = finds.filter((find) => find.where === where && find.kind === control);
  for (const moment of new Set(there.map((find) => find.moment))) {
    if (moment === 'restarted') continue; // what kept it may have gone by then
    const whole = there.reduce((all, find) => all + (find.moment === moment ? find.whole : 0), 0);
    expect(whole, `${control} in ${where}, ${moment}`).toBeGreaterThan(0);
  }
}
