/** Whole seconds until a moment (ms since 1970), counted down while it lies ahead; 0 without one. */
export function secondsUntil(getTime: () => number | undefined): { readonly value: number } {
  let now = $state(Date.now());
  $effect(() => {
    const time = getTime();
    now = Date.now();
    if (time === undefined || time <= now) return;
    const timer = setInterval(() => {
      now = Date.now();
      if (now >= time) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  });
  return {
    get value() {
      return Math.max(0, Math.ceil(((getTime() ?? 0) - now) / 1000));
    },
  };
}
