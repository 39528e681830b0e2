/** A Facet with real windows on a screen, its button pinned to the toolbar, and what that button shows there. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TONES, type Accent } from '../../lib/nostr/avatar';
import { MARK } from '../../lib/nostr/mark';
import { GREY_TONES } from '../../lib/toolbar/icon';
import { startDisplay, type Display } from '../../scripts/machine/display';
import { EXTENSION, launchFacet, type Facet } from './facet';
import { readScreen } from './screen-pixels';
import { expect, test as base } from './test';
import { toId } from './unpacked-id';

/** The row of the address and the buttons of a window at the top of the screen, without its tabs and their pictures. */
const TOOLBAR = { top: 48, bottom: 94 };

/** Less of a gem than this is a picture of something else. */
const SOME = 5;

/** What the button of the tab in front shows. */
export type Shown = { account: string; grey?: true } | 'locked' | 'mark';

export interface ScreenFacet {
  readonly facet: Facet;
  readonly display: Display;
  /** Waits until the button of the window in front shows this, and no colour of anybody else. */
  expectButton(shown: Shown): Promise<void>;
  /** Right-clicks the button and chooses an item of its menu, with real mouse and keys. */
  chooseFromMenu(item: (typeof ITEMS)[number]): Promise<void>;
}

/** Facet's items in the menu of its button, in their order. */
const ITEMS = ['next', 'previous', 'choose', 'panel', 'lock'] as const;

export const test = base.extend<{ profile: string; toolbar: ScreenFacet; privateWindows: boolean }>({
  /** Whether the person lets Facet into private windows. */
  privateWindows: [false, { option: true }],
  profile: async ({}, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'facet-profile-'));
    await mkdir(join(profile, 'Default'));
    const preferences = { extensions: { pinned_extensions: [toId(EXTENSION)] } };
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
    await use(profile);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  },
  toolbar: async ({ profile, privateWindows }, use) => {
    const display = await startDisplay();
    const facet = await launchFacet({ profile, display: display.name, privateWindows });
    await use({
      facet,
      display,
      expectButton: (shown) => expectButton(facet, display, shown),
      chooseFromMenu: (item) => chooseFromMenu(display, item),
    });
    await facet.close();
    await display.stop();
  },
});

/** What a look paints: the words are compared, so that a failure says what was there instead. */
async function expectButton(facet: Facet, display: Display, shown: Shown): Promise<void> {
  const { accounts } = await facet.snapshot().catch(() => ({ accounts: [] }));
  const accent = (pubkey: string) => accounts.find((account) => account.pubkey === pubkey)?.accent;
  const paints = typeof shown === 'string' ? shown : shown.grey ? 'grey gem' : accent(shown.account);
  await expect.poll(() => seen(display), { message: 'what the button shows' }).toEqual([paints]);
}

async function chooseFromMenu(display: Display, item: (typeof ITEMS)[number]): Promise<void> {
  const screen = await readScreen(display.framebuffer);
  const button = [Object.values(TONES).flat(), GREY_TONES].flatMap(
    (gem) => screen.find(gem, TOOLBAR) ?? [],
  )[0];
  if (!button) throw new Error('there is no button on the screen');
  // the menu reaches over the edge of the window, to where nothing else is
  const beyond = { x: button.x + 250, y: button.y + 90 };
  const isOpen = async () => (await readScreen(display.framebuffer)).at(beyond.x, beyond.y) === '#ffffff';
  expect(await isOpen()).toBe(false);
  await display.point(button.x, button.y);
  await display.click(3);
  await expect.poll(isOpen, { message: 'the menu is open' }).toBe(true);
  for (let step = 0; step <= ITEMS.indexOf(item); step += 1) await display.press('Down');
  await display.press('Return');
  await expect.poll(isOpen, { message: 'the menu is closed' }).toBe(false);
  await display.point(beyond.x, beyond.y); // under the mouse the button has other colours
}

async function seen(display: Display): Promise<string[]> {
  const screen = await readScreen(display.framebuffer);
  const count = (tones: readonly string[]) =>
    tones.reduce((sum, tone) => sum + screen.count(tone, TOOLBAR), 0);
  const tonesOf: Record<string, readonly string[]> = {
    ...(TONES satisfies Record<Accent, readonly string[]>),
    'grey gem': GREY_TONES,
    locked: [MARK[6].grey],
    mark: MARK.slice(1, 6).map(({ fill }) => fill),
  };
  return Object.entries(tonesOf).flatMap(([name, tones]) => (count(tones) > SOME ? [name] : []));
}
