import { findUndrawn } from './faults.ts';
import { expect, test } from './test.ts';

/** A letter of Ol Onal (Unicode 16, 2024), for which hardly a machine has a font. */
const RARE = '\u{1E5D0}';

test('a letter for which there is no font is found, and none beside it', async ({ page }) => {
  await page.setContent(`<p>Alice Åse ${RARE} 12 …</p>`);
  expect(await findUndrawn(page)).toEqual([`no font for ${RARE}`]);
  await page.setContent('<p>Alice Åse 12 …</p>');
  expect(await findUndrawn(page)).toEqual([]);
});
