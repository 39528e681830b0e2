/** Puts the numbers that a command line names (`--seed=7`) into a plan that has others. Throws for a word that it does not know. */
export function readNumbers<Name extends string>(
  command: string,
  words: readonly string[],
  plan: Record<Name, number>,
): void {
  const names = Object.keys(plan) as Name[];
  for (const word of words) {
    const [, name, value] = /^--(\w+)=(\d{1,10})$/.exec(word) ?? [];
    const known = names.find((each) => each === name);
    if (known === undefined) {
      const choices = names.map((each) => `--${each}=`).join(' and ');
      throw new Error(`${command} knows ${choices} with whole numbers, and not ${word}`);
    }
    plan[known] = Number(value);
  }
}
