import { people } from '../../../scripts/demo/people';
import { expect, test } from './test';

interface Icon {
  imageData?: Record<string, ImageData>;
}

/** What the event page and its window have, as another page of Facet sees it. */
declare const browser: {
  extension: {
    getBackgroundPage(): { browser: { action: { setIcon(icon: Icon): Promise<void> } } };
  };
};
interface Seen {
  /** For each icon that Firefox took: its sizes, and how many of its pixels show something. */
  icons?: { size: number; painted: number }[][];
}

test('the toolbar button shows the gem of the current account', async ({ readyFirefox }) => {
  const { caller, ui } = readyFirefox;
  await caller.evaluate(() => {
    const seen: Required<Seen> = { icons: [] };
    Object.assign(window, seen);
    const { action } = browser.extension.getBackgroundPage().browser;
    const setIcon = action.setIcon.bind(action);
    action.setIcon = async (icon) => {
      await setIcon(icon);
      const drawn = Object.values(icon.imageData ?? {}).map(({ width, data }) => {
        const painted = data.filter((value, index) => index % 4 === 3 && value > 0).length;
        return { size: width, painted };
      });
      seen.icons.push(drawn);
    };
  });
  await ui.addSecretKey(people.alice.nsec, 'Alice');
  const icons = () => caller.evaluate(() => (window as Seen).icons);
  const sizes = async () => (await icons())?.map((drawn) => drawn.map(({ size }) => size));
  await expect.poll(sizes).toContainEqual([16, 32]);
  const painted = (await icons())?.flat().map((each) => each.painted / each.size ** 2) ?? [];
  expect(Math.min(...painted)).toBeGreaterThan(0.3);
});
