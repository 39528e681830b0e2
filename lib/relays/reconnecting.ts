/** How long to wait before a relay that was lost is tried again. */

/** After the first loss (ms); doubled each time. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/** A connection that lasted this long (ms) was one; a shorter one is another loss. */
const LASTING = 5_000;

export function createReconnecting() {
  let wait = FIRST_WAIT;
  let since: number | undefined;

  return {
    onConnect(): void {
      since = Date.now();
    },

    /** The losses so far say nothing any more. */
    forget(): void {
      wait = FIRST_WAIT;
    },

    /** How long to wait now (ms): not all who lost a relay come back at once. */
    onLoss(): number {
      if (since !== undefined && Date.now() - since >= LASTING) wait = FIRST_WAIT;
      since = undefined;
      const now = wait * (0.75 + Math.random() / 2);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      return now;
    },
  };
}
