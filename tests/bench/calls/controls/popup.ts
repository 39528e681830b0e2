/** The popup of a control: shows the one name that its worker knows. */
import type { Browser } from './message';

declare const chrome: Browser;

void chrome.runtime.sendMessage({ id: 0, method: 'name', args: [] }).then((name) => {
  const shown = document.querySelector('#who');
  if (shown) shown.textContent = String(name);
});
