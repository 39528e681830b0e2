import { FacetError } from '../rpc/errors';

/** Most keys that an export may hold, read or not. */
export const MAX_ENTRIES = 2_000;

/** Throws `too-large` before anything is read: each key costs a millisecond, and some cost memory. */
export function expectFew({ length }: { length: number }): void {
  if (length <= MAX_ENTRIES) return;
  throw new FacetError('too-large', `an export may hold ${MAX_ENTRIES} keys, got ${length}`);
}

/** A JSON object, neither null nor a list. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
