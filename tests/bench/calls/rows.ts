/** The rows of the table: what is measured, what it is compared with, and what is to be reached. */
import type { ControlName } from './controls';

export const FACETS = ['facet', 'facet-100', 'facet-200', 'facet-500'] as const;

export type ArmName = ControlName | (typeof FACETS)[number];

export type Measure =
  | 'sign p50'
  | 'sign p95'
  | 'getPublicKey p50'
  | 'getPublicKey first'
  | 'at once'
  | 'nip44 1 KB'
  | 'nip44 60 KB'
  | 'cold'
  | 'lost'
  | 'script'
  | 'early'
  | 'popup warm'
  | 'popup cold'
  | 'heap'
  | 'package';

/** What each arm came to, one value per round. */
export type Samples = Partial<Record<Measure, Partial<Record<ArmName, number[]>>>>;

/** `times` as much as the control; or `most`, or `least`, whatever the control has. */
export type Goal =
  { kind: 'times'; of: ControlName; value: number } | { kind: 'most' | 'least'; value: number };

export interface Row {
  label: string;
  measure: Measure;
  facet: (typeof FACETS)[number];
  goal: Goal;
  /** How many decimals its values have. */
  decimals: number;
}

const times = (of: ControlName, value: number): Goal => ({ kind: 'times', of, value });

const toRow = (label: string, measure: Measure, goal: Goal, decimals: number): Row => ({
  label,
  measure,
  facet: 'facet',
  goal,
  decimals,
});

export const ROWS: readonly Row[] = [
  toRow('signEvent p50, ms', 'sign p50', times('limit', 1.25), 2),
  toRow('signEvent p95, ms', 'sign p95', times('limit', 1.35), 2),
  toRow('getPublicKey p50, ms', 'getPublicKey p50', times('echo', 1.2), 2),
  toRow('first getPublicKey of a page, ms', 'getPublicKey first', times('echo', 1.2), 2),
  toRow('500 concurrent signEvent, ms', 'at once', times('limit', 1.25), 0),
  toRow('nip44 1 KB enc+dec, ms', 'nip44 1 KB', times('limit', 1.3), 2),
  toRow('nip44 60 KB enc+dec, ms', 'nip44 60 KB', times('limit', 1.25), 2),
  toRow('cold worker, first signEvent, 3 accounts, ms', 'cold', times('limit', 1.2), 1),
  { ...toRow('the same, 100 accounts', 'cold', times('limit', 1.2), 1), facet: 'facet-100' },
  { ...toRow('the same, 500 accounts', 'cold', times('limit', 1.2), 1), facet: 'facet-500' },
  toRow('requests lost while the worker starts, of 20', 'lost', { kind: 'most', value: 0 }, 0),
  toRow('JS put into each page, KB', 'script', { kind: 'most', value: 6 }, 1),
  toRow('window.nostr at the first inline script, %', 'early', { kind: 'least', value: 100 }, 0),
  toRow('popup, warm worker, 3 accounts: account shown, ms', 'popup warm', times('echo', 1.3), 0),
  { ...toRow('the same, 200 accounts', 'popup warm', times('echo', 1.6), 0), facet: 'facet-200' },
  toRow('popup, cold worker, 3 accounts: account shown, ms', 'popup cold', times('echo', 1.3), 0),
  { ...toRow('the same, 200 accounts', 'popup cold', times('echo', 1.6), 0), facet: 'facet-200' },
  toRow('worker heap after GC, MB', 'heap', { kind: 'most', value: 3 }, 2),
  toRow('package, zipped, KB', 'package', { kind: 'most', value: 700 }, 0),
];
