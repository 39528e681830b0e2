/** Accounts with profile pictures beside one that has none. */
import { toPng } from '../../e2e/domain/png.ts';
import type { PictureView } from '../../../lib/rpc/pictures.ts';
import { alice, damusTab, fakeSnapshot, ines, studio, zoe } from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const people = [alice, ines, studio, zoe].map((account) => ({
  ...account,
  profile: { ...account.profile, picture: `https://cdn.example/${account.pubkey}.png` },
  ...(account === ines ? { mutesAtLeast: true as const } : {}),
}));
const colours = [
  [36, 52, 71],
  [245, 240, 232],
  [120, 92, 61],
];
const pictures = people.slice(0, 3).map(({ pubkey, profile }, index): PictureView => {
  const bytes = toPng(96, 96, colours[index] ?? []).toString('base64');
  return { pubkey, source: profile.picture, type: 'image/png', bytes };
});

const base = fakeSnapshot();
const shown = {
  snapshot: { ...base, accounts: people, settings: { ...base.settings, pictures: true as const } },
  tab: damusTab,
  results: { getPictures: pictures, fetchPicture: null },
  act: (page) => page.locator('.avatar img').nth(2).waitFor(),
} satisfies Partial<Screen>;

export const screens: Screen[] = [
  { name: 'popup-pictures', path: 'popup.html', size: [380, 600], ...shown },
  { name: 'options-pictures', path: 'options.html#accounts', size: [1280, 800], ...shown },
];
