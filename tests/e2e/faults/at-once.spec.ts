import { people } from '../../../scripts/demo/people';
import { PASSWORD } from '../facet';
import { PopupPage } from '../pages/popup';
import { SecurityPage } from '../pages/security';
import { expect, test } from '../test';

const { alice, ines } = people;

test('two windows that unlock at once are both open, whoever has a wrong password is told, and tries are counted', async ({
  ready,
}) => {
  for (const { nsec } of [alice, ines]) await ready.ui.addSecretKey(nsec);
  await ready.ui.lock();
  const popups = [];
  for (let each = 0; each < 2; each += 1) popups.push(new PopupPage(await ready.open('popup.html')));
  for (const { page } of popups) await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await Promise.all(popups.map(({ page }) => page.evaluate(() => document.forms[0]?.requestSubmit())));
  for (const { rows } of popups) await expect(rows).toHaveCount(2);

  await ready.ui.lock();
  const [right, wrong] = popups as [PopupPage, PopupPage];
  await expect(right.page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  const tries = ['correct horse batterx', PASSWORD, 'correct horse batterx'].map((password) =>
    ready.ui.unlock(password).then(
      ({ vault }) => vault,
      (error: unknown) => (error as { code: string }).code,
    ),
  );
  expect(await Promise.all(tries)).toEqual(['denied', 'unlocked', 'denied']);
  for (const { rows } of [right, wrong]) await expect(rows).toHaveCount(2);
  expect((await ready.snapshot()).vault).toBe('unlocked');
});

test('a wrong password that is found out when its form has gone is nobody’s error', async ({ ready }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const security = new SecurityPage(await ready.open('options.html#security'));
  await security.changePassword('correct horse batterx', 'another horse battery');
  await ready.ui.lock();
  await expect(security.page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await ready.ui.unlock(PASSWORD); // in its turn: after the wrong one was answered
});
