/** The sections of the dashboard, named by the hash of its address. */
import type { IconName } from '#components/Icon.svelte';

export const SECTIONS = [
  { name: 'accounts', icon: 'people' },
  { name: 'sites', icon: 'globe' },
  { name: 'links', icon: 'link' },
  { name: 'relays', icon: 'relay' },
  { name: 'security', icon: 'shield' },
  { name: 'backup', icon: 'backup' },
  { name: 'about', icon: 'info' },
] as const satisfies readonly { name: string; icon: IconName }[];

/** A diagnosis is of one tab, and reached from its popup alone. */
export type Section = (typeof SECTIONS)[number]['name'] | 'diagnosis';

const DIAGNOSIS = /^#diagnosis\/(\d{1,10})$/;

function read(): { name: Section; tabId?: number } {
  const tabId = DIAGNOSIS.exec(location.hash)?.[1];
  if (tabId !== undefined) return { name: 'diagnosis', tabId: Number(tabId) };
  return { name: SECTIONS.find(({ name }) => name === location.hash.slice(1))?.name ?? 'accounts' };
}

/** Follows the address, also when the person goes back. */
export function followSection() {
  let section = $state.raw(read());
  $effect(() => {
    const onHashChange = () => (section = read());
    addEventListener('hashchange', onHashChange);
    return () => removeEventListener('hashchange', onHashChange);
  });
  return {
    get name() {
      return section.name;
    },
    /** The tab of a diagnosis. */
    get tabId() {
      return section.tabId;
    },
  };
}
