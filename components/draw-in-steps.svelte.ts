/** More than a popup or a window shows at once. */
const FIRST = 20;
/** So few that a key or a click is never kept waiting. */
const STEP = 10;

/**
 * How many items of a list of `total` are drawn by now: the first screen at once, the others step by step, so that
 * 200 accounts are there as soon as 3. Called while a component is set up.
 */
export function drawInSteps(total: () => number): { readonly drawn: number } {
  let drawn = $state(FIRST);
  $effect(() => {
    if (drawn >= total()) return;
    // a timer, not a frame: a page in the background has none
    const timer = setTimeout(() => (drawn += STEP));
    return () => clearTimeout(timer);
  });
  return {
    get drawn() {
      return drawn;
    },
  };
}
