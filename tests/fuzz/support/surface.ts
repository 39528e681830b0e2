/** A surface that strangers reach, as a list of sentences about it, each tried on made-up cases. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { toRuns } from '../../../scripts/fuzz/plan';

declare module 'vitest' {
  interface TaskMeta {
    /** How many cases it was tried on. */
    cases?: number;
  }
}

/** A sentence about a surface, and how it is tried. */
export interface Property<T> {
  says: string;
  /** How many of a million cases are its own: few where one costs much. */
  ofMillion: number;
  cases: fc.Arbitrary<T>;
  /** Throws where the sentence is wrong. */
  holds(each: T): void | Promise<void>;
}

/** A property, with the type of its cases kept. */
export const property = <T>(says: string, ofMillion: number, how: Omit<Property<T>, 'says' | 'ofMillion'>) =>
  ({ says, ofMillion, ...how }) as Property<never>;

/** Tries every property of a surface; a failure says seed, path and the smallest case that was found. */
export function surface(name: string, properties: readonly Property<never>[]): void {
  describe(name, () => {
    for (const { says, ofMillion, cases, holds } of properties) {
      it(says, async ({ task }) => {
        const { numRuns, ...repeated } = toRuns(ofMillion, process.env);
        task.meta.cases = numRuns;
        await fc.assert(
          fc.asyncProperty(cases, async (each) => {
            await holds(each);
          }),
          { numRuns, ...repeated },
        );
      });
    }
  });
}
