import type { PromptView } from '#lib/rpc/prompt';

/** What is on screen at once: one request, or a group of them. */
export interface Unit {
  key: string;
  prompts: readonly PromptView[];
}

/** The requests as they are shown, in the order in which the first of each came. */
export function toUnits(prompts: readonly PromptView[]): Unit[] {
  const groups = Map.groupBy(prompts, ({ id, group }) => group ?? id);
  return [...groups].map(([key, members]) => ({ key, prompts: members }));
}
