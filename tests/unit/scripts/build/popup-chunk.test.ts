import { expect, it } from 'vitest';
import { popupChunk } from '../../../../scripts/build/popup-chunk';

/** By module, who imports it. */
const IMPORTERS: Record<string, string[]> = {
  '/entrypoints/popup/main.ts': ['popup.html'],
  'App.svelte': ['/entrypoints/popup/main.ts', 'sidepanel.ts'],
  'List.svelte': ['App.svelte', 'options.ts'],
  'order.ts': ['List.svelte', 'helper.ts'],
  'helper.ts': ['order.ts'],
  'popup.css': ['/entrypoints/popup/main.ts'],
  'Dialog.svelte': ['options.ts'],
  'sidepanel.ts': ['sidepanel.html'],
};

interface Config {
  build: {
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name(id: string, modules: object): string | null }] } };
    };
  };
}

it('is all that the popup imports at once, whoever else does, and nothing more', () => {
  const { build } = (popupChunk().config as unknown as () => Config)();
  const [{ name }] = build.rolldownOptions.output.codeSplitting.groups;
  const getModuleInfo = (id: string) => ({ id, importers: IMPORTERS[id] ?? [] });
  const inChunk = Object.keys(IMPORTERS).filter((id) => name(id, { getModuleInfo }) === 'popup');
  // styles have files of their own: the page that they are for loads them
  expect(inChunk).toEqual(['App.svelte', 'List.svelte', 'order.ts', 'helper.ts']);
});
