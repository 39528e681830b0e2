/** A press on what has just been scrolled to counts: nothing takes the pointer from a list that moves. */
import type { Locator } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { ActivityPage, connect } from './pages/activity';
import { PopupPage } from './pages/popup';
import { expect, test } from './test';
import { isVerified, sign } from './window-nostr';

/** Scrolls what holds the element by a pixel; resolves to whether it is the one under the pointer in the next frames. */
const takesPresses = (row: Locator, scroller: 'window' | '.accounts'): Promise<boolean[]> =>
  row.evaluate(async (element, where) => {
    const scrolled = where === 'window' ? document.scrollingElement : document.querySelector(where);
    if (!scrolled) throw new Error(`there is no ${where}`);
    const before = scrolled.scrollTop;
    const heard = new Promise((resolve) => {
      (where === 'window' ? window : scrolled).addEventListener('scroll', resolve, { once: true });
    });
    scrolled.scrollTop = before + 1;
    if (scrolled.scrollTop === before) throw new Error('there is nothing to scroll');
    await heard;
    const taken: boolean[] = [];
    for (let frame = 0; frame < 5; frame += 1) {
      await new Promise(requestAnimationFrame);
      const { x, y, width, height } = element.getBoundingClientRect();
      taken.push(element.contains(document.elementFromPoint(x + width / 2, y + height / 2)));
    }
    return taken;
  }, scroller);

const ALWAYS = Array.from({ length: 5 }, () => true);

test('an account that was scrolled to takes the press that follows', async ({ ready }) => {
  for (const { nsec, name } of Object.values(people).slice(0, 3)) await ready.ui.addSecretKey(nsec, name);
  const popup = new PopupPage(await ready.open('popup.html'));
  await popup.page.setViewportSize({ width: 380, height: 320 });
  expect(await takesPresses(popup.row(people.ines.name), '.accounts')).toEqual(ALWAYS);
});

test('a line of the log that was scrolled to takes the press that follows', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  const page = await connect(ready, `${demo.url}plain.html`);
  expect(isVerified(await sign(page, { kind: 7, content: '+' }))).toBe(true);
  const log = await ActivityPage.open(ready);
  await log.page.setViewportSize({ width: 800, height: 300 });
  const button = log.line(/like/).getByRole('button', { name: /^Details/ });
  await button.scrollIntoViewIfNeeded();
  expect(await takesPresses(button, 'window')).toEqual(ALWAYS);
});
