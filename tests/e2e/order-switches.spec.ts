import { people } from '../../scripts/demo/people';
import { PASSWORD } from './facet';
import { PopupPage } from './pages/popup';
import { expect } from './test';
import { test } from './toolbar-screen';

const { alice, ines, nightjar } = people;

test('an account is pinned and skipped in its details, by mouse and by keys: the popup and the shortcuts follow', async ({
  toolbar: { facet, display },
}) => {
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([]);
  for (const person of [alice, ines, nightjar]) await facet.ui.addSecretKey(person.nsec, person.name);
  await facet.ui.reorderAccounts([alice.pubkey, ines.pubkey, nightjar.pubkey]);
  await facet.ui.switchAccount(alice.pubkey, 'all');
  const popup = new PopupPage(await facet.open('popup.html'));
  const names = async () => {
    const texts = await popup.rows.allTextContents();
    const people = [alice, ines, nightjar].map(({ name }) => name);
    return texts.flatMap((text) => people.find((name) => text.includes(name)) ?? []);
  };
  await expect.poll(names).toEqual([alice.name, ines.name, nightjar.name]);

  const page = await facet.open('options.html#accounts');
  const details = async (name: string) => {
    await page.getByRole('button', { name: `Details of ${name}` }).click();
    const toSwitch = (label: string) => page.getByRole('switch', { name: label });
    return { pin: toSwitch('Pin to the top'), skip: toSwitch('Skip with the shortcuts') };
  };

  const last = await details(nightjar.name);
  await expect(last.pin).not.toBeChecked();
  await last.pin.click();
  await expect(last.pin).toBeChecked();
  await expect.poll(names).toEqual([nightjar.name, alice.name, ines.name]);
  await last.pin.press('Space');
  await expect(last.pin).not.toBeChecked();
  await last.pin.press('Space');
  await expect(last.pin).toBeChecked();
  await expect.poll(names).toEqual([nightjar.name, alice.name, ines.name]);
  await page.getByRole('button', { name: `Details of ${nightjar.name}` }).click();

  // no website is in front: the shortcuts count everywhere
  const current = async () => (await facet.snapshot()).current;
  const middle = await details(ines.name);
  await middle.skip.click();
  await expect(middle.skip).toBeChecked();
  await display.press('alt+shift+k');
  await expect.poll(current).toBe(nightjar.pubkey); // past Ines
  await display.press('alt+shift+j');
  await expect.poll(current).toBe(alice.pubkey);

  await page.bringToFront();
  await middle.skip.focus();
  await page.keyboard.press('Space');
  await expect(middle.skip).not.toBeChecked();
  await display.press('alt+shift+k');
  await expect.poll(current).toBe(ines.pubkey);
});
