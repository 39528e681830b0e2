/** About what a window shows at once. */
const FIRST = 12;
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
    // After the frame that shows the step before: on a busy machine timers alone would draw everything before the
    // first one. A page in the background has no frames.
    let timer: ReturnType<typeof setTimeout>;
    const next = () => (timer = setTimeout(() => (drawn += STEP)));
    const frame = document.hidden ? undefined : requestAnimationFrame(next);
    if (frame === undefined) next();
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  });
  return {
    get drawn() {
      return drawn;
    },
  };
}
