/** The sections of the dashboard, named by the hash of its address; what follows a slash says about which tab, or by a word about whom. */
import type { IconName } from '#components/basic/Icon.svelte';

export const SECTIONS = [
  { name: 'accounts', icon: 'people' },
  { name: 'sites', icon: 'globe' },
  { name: 'activity', icon: 'activity' },
  { name: 'links', icon: 'link' },
  { name: 'relays', icon: 'relay' },
  { name: 'history', icon: 'undo' },
  { name: 'security', icon: 'shield' },
  { name: 'backup', icon: 'backup' },
  { name: 'about', icon: 'info' },
] as const satisfies readonly { name: string; icon: IconName }[];

/** Not in the list of sections: a diagnosis is of one tab, and reached from its popup; news are reached from there and from About. */
export type Section = (typeof SECTIONS)[number]['name'] | 'diagnosis' | 'news';

const DIAGNOSIS = /^#diagnosis\/\d{1,10}$/;

/** The section of the address, and what of it is meant: the word of an account, or a tab. */
function read(): { name: Section; about: string } {
  const [hash = '', about = ''] = location.hash.slice(1).split('/');
  if (DIAGNOSIS.test(location.hash)) return { name: 'diagnosis', about };
  if (hash === 'news') return { name: 'news', about };
  return { name: SECTIONS.find(({ name }) => name === hash)?.name ?? 'accounts', about };
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
    get about() {
      return section.about;
    },
  };
}
