import { onTestFinished } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

/** What Firefox for Android does not have, by the compatibility data of MDN. */
const MISSING = ['commands', 'contextMenus', 'windows', 'sidebarAction', 'sidePanel'];

/** Until the end of the test the browser is without what Firefox for Android does not have. */
export function becomeAndroid(): void {
  const all = Object.getOwnPropertyDescriptors(fakeBrowser) as Record<string, PropertyDescriptor>;
  for (const name of MISSING) Reflect.deleteProperty(fakeBrowser, name);
  onTestFinished(() => {
    for (const name of MISSING) if (all[name]) Object.defineProperty(fakeBrowser, name, all[name]);
  });
}
