/** What a soak came to, in numbers, and as two tables. Pure. */
import { list, say, sum, type Figures } from '../chaos/figures';
import type { DeedName } from './plan';
import { toGrowth, type Measured } from './verdict';

export interface SoakFigures {
  seed: number;
  /** Of the machine, for all of it. */
  minutes: number;
  deeds: Partial<Record<DeedName, number>>;
  /** Locked by itself, in a break. */
  breaks: number;
  /** What became of requests, counted as chaos counts them. */
  requests: Figures;
  /** At the end of each hour. */
  hours: Measured[];
  wrong: string[];
  lost: string[];
  grown: string[];
}

const MIB = 2 ** 20;

/** A name that says what is counted: all others are bytes. */
const IS_COUNT = /^(nodes|listeners|documents) /;

const toText = (name: string, value: number | undefined): string => {
  if (value === undefined) return '?';
  return IS_COUNT.test(name) ? say(value) : (value / MIB).toFixed(2);
};

function toMemoryTable(hours: readonly Measured[]): string {
  const rows = Object.keys(hours[0] ?? {}).map((name) => {
    const values = hours.map((each) => each[name]);
    const known = values.filter((each) => each !== undefined);
    const growth = known.length < 3 ? '?' : `${(toGrowth(known) * 100).toFixed(1)} %`;
    const unit = IS_COUNT.test(name) ? '' : ', MiB';
    return [`${name}${unit}`, ...values.map((value) => toText(name, value)), growth];
  });
  return [
    `| after hour | ${hours.map((_, index) => index + 1).join(' | ')} | growth |`,
    `|---|${'--:|'.repeat(hours.length + 1)}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

/** As tables in Markdown: what was done, and what was held. */
export function toTables(figures: SoakFigures): string {
  const { seed, minutes, deeds, breaks, requests, hours, wrong, lost, grown } = figures;
  const rows: [string, string][] = [
    ['seed, hours, minutes that they took', `${seed}, ${hours.length}, ${minutes.toFixed(1)}`],
    ['deeds', `${say(sum(deeds))}: ${list(deeds)}`],
    ['locked and opened by hand, by itself in a break', `${say(hours.length)}, ${say(breaks)}`],
    ['requests', say(requests.requests)],
    ['resolved', `${say(sum(requests.resolved))}: ${list(requests.resolved)}`],
    ['refused, each for a reason', `${say(sum(requests.refused))}: ${list(requests.refused)}`],
    ['left by their pages', say(requests.left)],
    ['answers to prompts', say(requests.answers)],
    ['signatures in the log', say(requests.logged)],
    ['signatures whose line went with a lock', say(requests.unlogged.length)],
    ['**wrong**', say(wrong.length)],
    ['**lost**', say(lost.length)],
    ['**what grew**', grown.length === 0 ? 'nothing' : grown.join('; ')],
  ];
  const done = ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
  return `${done}\n\n${toMemoryTable(hours)}`;
}
