/** Takes the measures: the arms in turns within every task, so that each ratio is of the same moment. */
import type { Arm } from './arms';
import type { ArmName, Measure, Samples } from './rows';
import type { Task } from './tasks';

function record(samples: Samples, measure: Measure, arm: ArmName, value: number): void {
  const arms = (samples[measure] ??= {});
  (arms[arm] ??= []).push(value);
}

/** Runs every task on each of its arms once; each round begins with another arm. */
export async function runRound(
  samples: Samples,
  tasks: readonly Task[],
  arms: readonly Arm[],
  round: number,
): Promise<void> {
  for (const { arms: names, run } of tasks) {
    const chosen = arms.filter(({ name }) => names.includes(name));
    for (let turn = 0; turn < chosen.length; turn += 1) {
      const arm = chosen[(round + turn) % chosen.length] as Arm;
      const values = await run(arm, `${arm.name}, round ${round}`);
      for (const [measure, value] of Object.entries(values))
        record(samples, measure as Measure, arm.name, value);
    }
  }
}
