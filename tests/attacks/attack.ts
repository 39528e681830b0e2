/**
 * What an adversary claims to be able to do, tried against the built extension. Each case is named as the sentence that it
 * refutes, and names the check that holds it: `npm run attacks -- --prove` takes every check out in turn, and the case
 * must fall.
 */
import { readFileSync } from 'node:fs';
import { HELD_BY } from '../../scripts/attacks/command';
import type { Part } from '../../scripts/build/without';
import { arena, type Arena } from './arena';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

/** Adds a case; it fails where the claim is true, and where its check is not in the source any more. */
export function attack(claim: string, check: Part, attempt: (arena: Arena) => Promise<void>): void {
  const annotation = { type: HELD_BY, description: JSON.stringify(check) };
  arena(claim, { annotation }, async ({ world }) => {
    const count = read(check.file).split(check.says).length - 1;
    // the prover has taken it out on purpose
    if (process.env['FACET_EXTENSION'] === undefined && count !== 1)
      throw new Error(`${check.file} says ${count} times: ${check.says}`);
    await attempt(world);
  });
}
