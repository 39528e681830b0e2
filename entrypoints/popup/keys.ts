import { onMount } from 'svelte';

interface Listeners {
  onDigit: (digit: number) => void;
  onLetter: () => void;
  onArrow: () => void;
}

/** Whether a key chooses an account by its number. */
export const isDigit = (key: string): boolean => /^[1-9]$/.test(key);

/** Keys that work wherever the focus is, but not in a field, a menu or a dialog, which have their own. */
export function listenToKeys({ onDigit, onLetter, onArrow }: Listeners): void {
  function onkeydown(event: KeyboardEvent) {
    const target = event.target as Element;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest('[role=menu], dialog, input[type=search]')) return;
    if (isDigit(event.key)) onDigit(Number(event.key));
    else if (event.key === '/') onLetter();
    else if (/^(\p{L}|\p{M})+$/u.test(event.key) && [...event.key].length === 1) {
      onLetter(); // not prevented: the letter itself goes into the field
      return;
    } else if (/^Arrow(Up|Down)$/.test(event.key) && target === document.body) onArrow();
    else return;
    event.preventDefault();
  }
  onMount(() => {
    addEventListener('keydown', onkeydown);
    return () => removeEventListener('keydown', onkeydown);
  });
}
