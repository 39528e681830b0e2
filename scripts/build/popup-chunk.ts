/**
 * A page waits for each of its files, and small ones take as long as large ones: all that the popup runs before its first
 * frame is one script, which the other pages share.
 */
import type { Plugin } from 'vite';

const POPUP = /\/entrypoints\/popup\/main\.ts$/;

interface ModuleInfo {
  id: string;
  importers: readonly string[];
}

interface Modules {
  getModuleInfo(id: string): ModuleInfo | null;
}

/** Whether the popup's page imports this module, or one that imports it, and not on first use. */
function isOfPopup(id: string, modules: Modules, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const importers = modules.getModuleInfo(id)?.importers ?? [];
  return importers.some((each) => POPUP.test(each) || isOfPopup(each, modules, seen));
}

export function popupChunk(): Plugin {
  const name = (id: string, modules: Modules) =>
    !id.endsWith('.css') && isOfPopup(id, modules) ? 'popup' : null;
  return {
    name: 'facet:popup-chunk',
    config: () => ({
      build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name, debugName: 'popup' }] } } } },
    }),
  };
}
