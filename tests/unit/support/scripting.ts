/** `browser.scripting` as far as content scripts are registered with it: refuses what browsers refuse. */
import { fakeBrowser } from 'wxt/testing/fake-browser';

export interface Registered {
  id: string;
  matches: string[];
  excludeMatches?: string[];
}

/** Puts it into the fake browser; resolves to what is registered, by id. */
export function fakeScripting(): Map<string, Registered> {
  const registered = new Map<string, Registered>();
  const put = (scripts: Registered[], known: boolean) => {
    for (const { id, matches } of scripts) {
      if (registered.has(id) !== known || matches.length === 0) throw new Error(`refused: ${id}`);
    }
    for (const script of scripts) registered.set(script.id, { ...registered.get(script.id), ...script });
    return Promise.resolve();
  };
  Object.assign(fakeBrowser, {
    scripting: {
      getRegisteredContentScripts: () => Promise.resolve([...registered.values()]),
      registerContentScripts: async (scripts: Registered[]) => put(scripts, false),
      updateContentScripts: async (scripts: Registered[]) => put(scripts, true),
      unregisterContentScripts: ({ ids }: { ids: string[] }) => {
        for (const id of ids) registered.delete(id);
        return Promise.resolve();
      },
    },
  });
  return registered;
}
