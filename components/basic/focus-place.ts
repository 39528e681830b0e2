/**
 * The place of the focus, for when what has it goes from the page. A browser lets the focus fall to the page as a whole
 * then: a screen reader starts from the top again, and nobody sees where the next key goes. Here it goes to what stands
 * in that place by then. `keepFocus` does so for all that is in an element; `markPlace` where more than that is known.
 */
const REACHABLE = ':is(a[href], button, input, select, textarea, summary, [tabindex]):not([tabindex^="-"])';

const toReachable = () => [...document.querySelectorAll<HTMLElement>(REACHABLE)];

/** Remembers where the focus is; what is returned gives it back there, if nothing has it. */
export function markPlace(): (how?: FocusOptions) => void {
  const marked = document.activeElement;
  const before = toReachable().filter((each) => isBefore(each, marked));
  return (how) => {
    if (document.activeElement !== document.body) return;
    // what is hidden, or behind a dialog, takes no focus
    const take = (each: HTMLElement) => {
      each.focus(how);
      return document.activeElement === each;
    };
    if (marked instanceof HTMLElement && take(marked)) return;
    const now = toReachable();
    const next = now.indexOf(before.findLast((each) => each.isConnected) as HTMLElement) + 1;
    if ([...now.slice(next), ...now.slice(0, next).reverse()].some(take)) ignoreHeldKey();
  };
}

/** Attached to an element: the focus stays in the place of whatever goes from within it, by whomever. */
export function keepFocus(element: HTMLElement): () => void {
  let marked: Element | null = null;
  let giveBack: ReturnType<typeof markPlace>;
  function onfocusin() {
    marked = document.activeElement;
    giveBack = markPlace();
  }
  const watching = new MutationObserver(() => {
    // a long list takes away what is scrolled out of sight, and nobody wants to be scrolled back
    if (marked && !marked.isConnected) giveBack({ preventScroll: true });
  });
  watching.observe(element, { childList: true, subtree: true });
  element.addEventListener('focusin', onfocusin);
  return () => {
    watching.disconnect();
    element.removeEventListener('focusin', onfocusin);
  };
}

const isBefore = (one: Element, other: Element | null) =>
  other !== null && (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/** Enter that is still held was meant for what has gone. */
function ignoreHeldKey(): void {
  const ignore = (event: KeyboardEvent) => {
    if (event.repeat && event.key === 'Enter') event.preventDefault();
  };
  addEventListener('keydown', ignore, true);
  addEventListener('keyup', () => removeEventListener('keydown', ignore, true), { once: true });
}
