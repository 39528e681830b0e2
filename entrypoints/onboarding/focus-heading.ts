/** Attached to the heading of a step: it has the focus, and the step is seen from its top, wherever the last one was scrolled to. */
export function focusHeading(heading: HTMLElement): void {
  document.documentElement.scrollTop = 0;
  heading.focus({ preventScroll: true });
}
