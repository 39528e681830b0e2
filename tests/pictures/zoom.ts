import type { Screen } from './screen.ts';

/**
 * What is left of a window at 200 %, in CSS pixels. Never narrower than the 320 px at which pages must still flow (WCAG 1.4.10):
 * a popup keeps its width, because the browser makes it larger, and a window can be made so.
 */
export const toZoomed = ([width, height]: Screen['size']): Screen['size'] => [
  Math.max(width / 2, Math.min(width, 320)),
  height / 2,
];
