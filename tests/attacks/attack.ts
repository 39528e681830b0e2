/**
 * What an adversary claims to be able to do, tried against the built extension. Each case is named as the sentence that it
 * refutes, and names the check that holds it, or all of those that would each hold it: `npm run attacks -- --prove` takes
 * them out in turn, and the case must fall.
 */
import { readFileSync } from 'node:fs';
import type { TestType } from '@playwright/test';
import { HELD_BY } from '../../scripts/attacks/command';
import type { Part } from '../../scripts/build/without';
import { arena, type Arena } from './arena';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

/** Adds a case; it fails where the claim is true, and where one of its checks is not in the source any more. */
export type Attack<World> = (
  claim: string,
  heldBy: Part | readonly Part[],
  attempt: (world: World) => Promise<void>,
) => void;

/** For cases that take place in this arena. */
export const createAttack =
  <World>(test: TestType<{ world: World }, object>): Attack<World> =>
  (claim, heldBy, attempt) => {
    const checks = [heldBy].flat();
    const annotation = { type: HELD_BY, description: JSON.stringify(checks) };
    test(claim, { annotation }, async ({ world }) => {
      // the prover has taken them out on purpose
      if (process.env['FACET_EXTENSION'] === undefined) checks.forEach(expectOnce);
      await attempt(world);
    });
  };

/** In Chromium. */
export const attack = createAttack<Arena>(arena);

function expectOnce({ file, says }: Part): void {
  const count = read(file).split(says).length - 1;
  if (count !== 1) throw new Error(`${file} says ${count} times: ${says}`);
}
