/** Room between a note and what it stands beside, and between it and the edges of the window. */
const GAP = 6;
const EDGE = 8;

/** Where a box of that size stands in the window: on the roomier side of what it belongs to, never across an edge. */
export function toPlace(
  box: { width: number; height: number },
  beside: { left: number; right: number; top: number; bottom: number },
  view: { width: number; height: number },
  rightToLeft: boolean,
): { left: number; top: number } {
  const within = (place: number, size: number, whole: number) =>
    Math.max(EDGE, Math.min(place, whole - size - EDGE));
  const start = rightToLeft ? beside.right - box.width : beside.left;
  // a prompt has its answers at the bottom: what stands there would hide the way to say no
  const isHigh = beside.top < view.height - beside.bottom;
  const top = isHigh ? beside.bottom + GAP : beside.top - GAP - box.height;
  return { left: within(start, box.width, view.width), top: within(top, box.height, view.height) };
}

/** Keeps an open note beside its button, however the page moves under it; returns what ends that. */
export function standBeside(note: HTMLElement, button: HTMLElement): () => void {
  // browsers that place a popover by its anchor are younger than those that Facet runs in
  const move = () => {
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    const rightToLeft = getComputedStyle(button).direction === 'rtl';
    const place = toPlace(note.getBoundingClientRect(), button.getBoundingClientRect(), view, rightToLeft);
    note.style.left = `${String(place.left)}px`;
    note.style.top = `${String(place.top)}px`;
  };
  const frame = requestAnimationFrame(move);
  addEventListener('scroll', move, { capture: true, passive: true });
  addEventListener('resize', move);
  return () => {
    cancelAnimationFrame(frame);
    removeEventListener('scroll', move, { capture: true });
    removeEventListener('resize', move);
  };
}
