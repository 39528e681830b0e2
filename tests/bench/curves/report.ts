/** The curves for people and for programs: a Markdown table for each axis, and the same as JSON. */
import { mkdir, writeFile } from 'node:fs/promises';
import { COSTS, type Cost } from './costs';
import type { Amounts } from './facet';
import { toCurve, toPoint, type Curve, type Point } from './fit';

/** What the rounds found with one amount. */
export interface Measured {
  x: number;
  rounds: Record<Cost, number[]>;
}

export interface Axis {
  of: keyof Amounts;
  measured: Measured[];
}

const FOLDER = new URL('../../../.bench/', import.meta.url);

const costs = Object.keys(COSTS) as Cost[];

const toPoints = ({ measured }: Axis, cost: Cost): Point[] =>
  measured.map(({ x, rounds }) => toPoint(x, rounds[cost]));

/** The curve of each cost along an axis. */
export const toCurves = (axis: Axis): [Cost, Curve][] =>
  costs.map((cost) => [cost, toCurve(toPoints(axis, cost))]);

const toText = (cost: Cost, value: number): string => {
  const shown = COSTS[cost].unit === 'kB' ? value / 1_000 : value;
  return Math.abs(shown) < 100 ? shown.toPrecision(2).replace(/e[+-]\d+$/, '') : shown.toFixed(0);
};

/** What one more costs, in a thousandth of the unit. */
const toSlope = (cost: Cost, { slope }: Curve): string => {
  const small = COSTS[cost].unit === 'kB' ? 'B' : 'µs';
  const value = COSTS[cost].unit === 'kB' ? slope : slope * 1_000;
  return `${value.toFixed(Math.abs(value) < 10 ? 1 : 0)} ${small}`;
};

const toRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function toTable(axis: Axis): string {
  const head = [axis.of, ...axis.measured.map(({ x }) => String(x)), 'each one more', 'at 1', 'grows'];
  const rows = toCurves(axis).map(([cost, curve]) => [
    `${COSTS[cost].name} (${COSTS[cost].unit})`,
    ...toPoints(axis, cost).map(({ y }) => toText(cost, y)),
    toSlope(cost, curve),
    toText(cost, curve.atOne),
    curve.form,
  ]);
  return [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows].map(toRow).join('\n');
}

/** Writes both files and returns the Markdown. */
export async function report(axes: readonly Axis[]): Promise<string> {
  const markdown = axes.map((axis) => `### By ${axis.of}\n\n${toTable(axis)}\n`).join('\n');
  await mkdir(FOLDER, { recursive: true });
  await writeFile(new URL('curves.json', FOLDER), JSON.stringify(axes, undefined, 2));
  await writeFile(new URL('curves.md', FOLDER), markdown);
  return markdown;
}
