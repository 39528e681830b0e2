/** The sections of the dashboard, named by the hash of its address. */
import type { IconName } from '#components/Icon.svelte';

export const SECTIONS = [
  { name: 'accounts', icon: 'people' },
  { name: 'sites', icon: 'globe' },
  { name: 'activity', icon: 'activity' },
  { name: 'relays', icon: 'relay' },
  { name: 'security', icon: 'shield' },
  { name: 'backup', icon: 'backup' },
  { name: 'about', icon: 'info' },
] as const satisfies readonly { name: string; icon: IconName }[];

export type Section = (typeof SECTIONS)[number]['name'];

const read = (): Section => SECTIONS.find(({ name }) => name === location.hash.slice(1))?.name ?? 'accounts';

/** Follows the address, also when the person goes back. */
export function followSection() {
  let section = $state(read());
  $effect(() => {
    const onHashChange = () => (section = read());
    addEventListener('hashchange', onHashChange);
    return () => removeEventListener('hashchange', onHashChange);
  });
  return {
    get name() {
      return section;
    },
  };
}
