/**
 * What waits, an offer or an error come and go above the accounts, and push their rows. Whoever was about to press one
 * would press another, and be somebody else: a press so soon after a push does nothing.
 */

/** How long it takes a person to see that the rows have moved, and to stop (ms). */
const SEEN_AFTER = 500;

/** For the popup's `main`; what stands above its rows is in `.above`. */
export function stillRows(main: HTMLElement): () => void {
  const above = main.querySelector('.above') as HTMLElement;
  let height: number | undefined;
  let pushedAt = -Infinity;
  let isMeant = true;

  const observer = new ResizeObserver(() => {
    const next = above.offsetHeight;
    if (height !== undefined && next !== height) pushedAt = performance.now();
    height = next;
  });
  observer.observe(above);

  // the stamp is from when the button went down, which may be before the rows moved
  const press = ({ timeStamp }: Event): void => void (isMeant = timeStamp - pushedAt >= SEEN_AFTER);
  const choose = (event: MouseEvent): void => {
    // keys click, too, and they mean the row that has the focus
    const isPress = event.detail > 0 && (event.target as Element).closest('.row');
    if (isPress && !isMeant) event.stopPropagation();
  };
  main.addEventListener('pointerdown', press, true);
  main.addEventListener('click', choose, true);
  return () => {
    observer.disconnect();
    main.removeEventListener('pointerdown', press, true);
    main.removeEventListener('click', choose, true);
  };
}
