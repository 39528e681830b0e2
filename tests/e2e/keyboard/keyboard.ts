/**
 * A person without a mouse. Nothing here puts the focus anywhere: keys move it, and at each stop it must be seen
 * (WCAG 2.4.7) and must not be under something else (2.4.11).
 */
import type { Locator, Page } from '@playwright/test';
import { expect } from '../test';

type Role = Parameters<Page['getByRole']>[0];
type Key = 'Tab' | 'Shift+Tab' | 'ArrowDown' | 'ArrowUp' | 'ArrowRight' | 'ArrowLeft';

/** More than any page of Facet has stops. */
const MOST = 80;

/** Presses `key` until something that is called `name` has the focus; fails with all that had it on the way. */
export async function goTo(page: Page, role: Role, name: string | RegExp, key: Key = 'Tab'): Promise<void> {
  const target = page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
  await expect(target.first()).toBeAttached();
  const stops: string[] = [];
  while (!(await isFocused(target))) {
    if (stops.length === MOST) throw new Error(`${name} never had the focus, but:\n${stops.join('\n')}`);
    await page.keyboard.press(key);
    stops.push(await seeFocus(page));
  }
}

/** Goes to a button or a link and presses it. */
export async function press(page: Page, role: Role, name: string | RegExp, key?: Key): Promise<void> {
  await goTo(page, role, name, key);
  await page.keyboard.press('Enter');
}

/** Goes to a field and types, in the place of what is in it. */
export async function typeInto(
  page: Page,
  name: string,
  text: string,
  role: Role = 'textbox',
): Promise<void> {
  await goTo(page, role, name);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** Goes to a closed list and takes the option with these words. */
export async function choose(page: Page, name: string | RegExp, words: string): Promise<void> {
  await goTo(page, 'combobox', name);
  const select = page.getByRole('combobox', { name });
  const chosen = () =>
    select.evaluate((each) => (each as HTMLSelectElement).selectedOptions[0]?.textContent.trim());
  await page.keyboard.press('Home');
  const count = await select.getByRole('option').count();
  for (let presses = 1; presses < count && (await chosen()) !== words; presses += 1)
    await page.keyboard.press('ArrowDown');
  expect(await chosen()).toBe(words);
}

/** Waits until this has the focus by itself, and can be seen to have it. */
export async function expectFocus(page: Page, role: Role, name: string | RegExp): Promise<void> {
  await expect(
    page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name }),
  ).toBeFocused();
  await seeFocus(page);
}

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluateAll((found) => found.includes(document.activeElement as HTMLElement));

/** What has the focus, in words; fails if that is not to be seen. */
async function seeFocus(page: Page): Promise<string> {
  let stop = { what: '', fault: '' };
  const look = async () => {
    stop = await page.evaluate(lookAtFocus);
    return stop.fault && `${stop.what}: ${stop.fault}`;
  };
  await expect.poll(look, { message: 'the focus is seen', timeout: 3_000 }).toBe('');
  return stop.what;
}

/** Runs in the page. A hidden input shows its focus on what is around it; a field by the shadow of its frame. */
function lookAtFocus(): { what: string; fault: string } {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return { what: 'the browser itself', fault: '' };
  const what = `${focused.localName} ${focused.getAttribute('aria-label') ?? focused.textContent.trim().slice(0, 40)}`;
  // beside it, as the colour of the mark may be that of an account
  const probe = focused.insertAdjacentElement('afterend', document.createElement('i')) as HTMLElement;
  probe.style.color = 'var(--focus)';
  const colour = getComputedStyle(probe).color;
  probe.remove();

  const around = [focused, ...[1, 2, 3].map((up) => toAncestor(focused, up))].filter((each) => each !== null);
  const marked = around.find((each) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(each);
    const hasOutline = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && outlineColor === colour;
    return hasOutline || boxShadow.includes(colour);
  });
  if (!marked) return { what, fault: 'no mark' };

  const { left, right, top, bottom } = marked.getBoundingClientRect();
  const xs = [left + 4, (left + right) / 2, right - 4];
  const ys = [top + 4, (top + bottom) / 2, bottom - 4];
  const isOnTop = xs.some((x) =>
    ys.some((y) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (marked.contains(hit) || hit.contains(marked));
    }),
  );
  return { what, fault: isOnTop ? '' : 'under something else' };

  function toAncestor(element: Element, up: number): Element | null {
    let found: Element | null = element;
    for (let steps = 0; steps < up; steps += 1) found = found?.parentElement ?? null;
    return found;
  }
}
