/** What the browser writes to the disk by itself, in clear: none of it may say who the person is, or what they write. */
import { expect, it } from 'vitest';
import { readSources } from './sources';

const ADDRESS =
  /href=["'`{]*#[a-z]*\/\$?\{[^}]*\}|location\.(?:hash|search|href) = [^\n]*|(?:html|[`'"])#[a-z]+\/\$\{[^}]*\}/g;
/** What addresses are built from: the word of an account, the number of a tab. */
const HARMLESS = /\{(?:toPageWord\([\w.]+\)|tab\.tabId)\}/;

it('what an address of a page is built from says nothing of an account', () => {
  const built = readSources('components', 'entrypoints').flatMap(({ path, text }) =>
    [...text.matchAll(ADDRESS)].map(([address]) => ({ path, address })),
  );
  expect(built.map(({ path }) => path)).toEqual([
    'components/accounts/AccountDetails.svelte',
    'components/relays/RelayTabs.svelte',
    'entrypoints/options/Relays.svelte',
    'entrypoints/popup/Switcher.svelte',
  ]);
  expect(built.filter(({ address }) => !HARMLESS.test(address))).toEqual([]);
});

it('a text that is not sent yet is not kept with the tab', () => {
  const areas = readSources('components', 'entrypoints').flatMap(({ path, text }) =>
    [...text.matchAll(/<textarea\b.*?<\/textarea/gs)].map(([area]) => ({ path, area })),
  );
  expect(areas.length).toBeGreaterThan(3);
  expect(areas.filter(({ area }) => !area.includes('autocomplete="off"'))).toEqual([]);
});

it('no option of a list is an account or a site', () => {
  const options = readSources('components', 'entrypoints').flatMap(({ path, text }) =>
    [...text.matchAll(/<option value=\{[^}]*\b(?:pubkey|npub|origin|account|each\.pubkey)\b[^}]*\}/g)].map(
      ([option]) => ({ path, option }),
    ),
  );
  expect(options.length).toBeGreaterThan(1);
  expect(options.filter(({ option }) => !option.includes('toPageWord('))).toEqual([]);
});
