/** Something that many ask for in a row, and that is done once for all of them. */
export type Soon = ReturnType<typeof createSoon>;

/** `run` runs as long (ms) after it was first asked for, with whatever has come together until then. */
export function createSoon(wait: number, run: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function cancel(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  function finish(): void {
    cancel();
    run();
  }

  return {
    ask(): void {
      timer ??= setTimeout(finish, wait);
    },

    /** What was asked for is done at once; nothing where nobody asked. */
    hurry(): void {
      if (timer !== undefined) finish();
    },

    /** It has been done otherwise. */
    cancel,
  };
}
