import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './sources';

const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));

/** The text of each job of a workflow; before them is what holds for all of them. */
const toJobs = (workflow: string): string[] =>
  (workflow.split(/^jobs:\n/m)[1] ?? '').split(/^(?= {2}\S+:\n)/m);
const jobs = workflows.flatMap(toJobs);
const writers = jobs.filter((job) => job.includes(': write'));

describe('the workflows', () => {
  it('run actions of a commit that is named, beside its version', () => {
    const uses = workflows.flatMap((workflow) => [...workflow.matchAll(/uses: (.+)/g)].map(([, use]) => use));
    expect(uses.length).toBeGreaterThan(3);
    for (const use of uses) expect(use).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('give nothing to write with but to the job that makes a release', () => {
    for (const workflow of workflows) {
      expect(workflow.split(/^jobs:/m)[0]).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)$/m);
    }
    expect(writers).toHaveLength(1);
    expect(writers[0]).toContain('gh release create');
  });

  it('run nothing of the project or of npm where something can be written', () => {
    expect(writers[0]).not.toMatch(/checkout|\bnpm\b|\bnpx\b|\bnode\b/);
  });

  it('pack where no test has run', () => {
    const packers = jobs.filter((job) => job.includes('npm run package'));
    expect(packers).toHaveLength(1);
    expect(packers[0]).not.toContain('npm test');
    expect(writers[0]).toMatch(/needs: \[test, package\]/);
  });
});
