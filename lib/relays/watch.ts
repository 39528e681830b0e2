/**
 * When relays are listened to: as long as somebody looks at what they say, and now and then for a moment. At all other
 * times no socket is open, so that the worker can sleep.
 */

/** How long after the last look relays are still listened to (ms): a popup is opened again and again. */
const LINGER = 5_000;

/** How long a page that opens is let alone with its first questions (ms): what listening takes to begin would be in their way. */
const HEAD_START = 100;

/** How long they are listened to when nobody looks (ms); less where all of them have answered. */
const GLANCE = 20_000;

export type Watch = ReturnType<typeof createWatch>;

/** `onChange` runs when listening or looking begins or ends. */
export function createWatch(onChange: () => void) {
  let holders = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOn = false;
  let isSeen = false;

  function set(on: boolean, seen: boolean): void {
    if (isOn === on && isSeen === seen) return;
    isOn = on;
    isSeen = seen;
    onChange();
  }

  function endAfter(wait: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => set(false, false), wait);
  }

  return {
    get isOn(): boolean {
      return isOn;
    },

    /** Somebody looks, or did a moment ago: it is on for more than a glance. */
    get isSeen(): boolean {
      return isSeen;
    },

    /** Somebody looks, in a moment, until the returned function is called. */
    hold(): () => void {
      let isHeld = true;
      holders += 1;
      clearTimeout(timer);
      if (isSeen) set(true, true);
      else timer = setTimeout(() => set(true, true), HEAD_START);
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holders -= 1;
        if (holders === 0) endAfter(LINGER);
      };
    },

    /** Listens for a moment. */
    glance(): void {
      if (holders > 0) return;
      set(true, isSeen);
      endAfter(GLANCE);
    },

    /** All relays have answered: a glance has seen everything. */
    onComplete(): void {
      if (holders === 0 && isOn) endAfter(LINGER);
    },
  };
}
