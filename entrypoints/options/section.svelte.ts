/** The sections of the dashboard, named by the hash of its address; what follows a slash says about whom. */
import type { IconName } from '#components/Icon.svelte';

export const SECTIONS = [
  { name: 'accounts', icon: 'people' },
  { name: 'sites', icon: 'globe' },
  { name: 'relays', icon: 'relay' },
  { name: 'history', icon: 'undo' },
  { name: 'security', icon: 'shield' },
  { name: 'backup', icon: 'backup' },
  { name: 'about', icon: 'info' },
] as const satisfies readonly { name: string; icon: IconName }[];

export type Section = (typeof SECTIONS)[number]['name'];

function read(): { name: Section; about: string } {
  const [hash = '', about = ''] = location.hash.slice(1).split('/');
  return { name: SECTIONS.find(({ name }) => name === hash)?.name ?? 'accounts', about };
}

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
      return section.name;
    },
    get about() {
      return section.about;
    },
  };
}
