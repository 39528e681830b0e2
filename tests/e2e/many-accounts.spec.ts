import { createHash } from 'node:crypto';
import { nsecEncode } from 'nostr-tools/nip19';
import { encrypt } from 'nostr-tools/nip49';
import { haltAtFirstPaint, measureFirstPaint } from './first-paint';
import { ImportPage } from './pages/import';
import { expect, test } from './test';

const secret = (index: number) =>
  new Uint8Array(createHash('sha256').update(`facet import ${index}`).digest());
const listOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `Person ${index} ${nsecEncode(secret(index))}`).join('\n');

test('an import of 24 slow keys shows its progress and can be cancelled', async ({ ready }) => {
  test.setTimeout(120_000);
  const sealed = `${encrypt(secret(900), 'slow', 16)}\n`.repeat(24); // a third of a second each
  const slow = new ImportPage(await ready.open('onboarding.html#account/import'));
  await slow.paste(sealed);
  await slow.page.getByLabel('Password of these keys').fill('slow');
  await slow.add(24);
  await expect(slow.page.getByText(/^[2-6] of 24$/)).toBeVisible({ timeout: 30_000 });
  await slow.cancel();
  await expect(
    slow.page.getByRole('status').filter({ hasText: 'Cancelled. Nothing was added.' }),
  ).toBeVisible();
  await expect(slow.problem).toHaveCount(0);
  expect((await ready.snapshot()).accounts).toEqual([]);
});

test('with 200 imported accounts popup and dashboard paint as quickly as with 3', async ({ ready }) => {
  test.setTimeout(180_000);
  const few = new ImportPage(await ready.open('onboarding.html#account/import'));
  await few.paste(listOf(3));
  await few.add(3);
  await few.waitUntilAdded(3);
  await few.page.close();
  const many = new ImportPage(await ready.open('onboarding.html#account/import'));
  await haltAtFirstPaint(ready);
  const measure = async () => ({
    popup: await measureFirstPaint(ready, 'popup.html'),
    dashboard: await measureFirstPaint(ready, 'options.html'),
  });
  const before = await measure();
  await many.paste(listOf(200));
  await expect(many.line('Person 2').first()).toContainText('Already here');
  await many.add(197);
  await many.waitUntilAdded(197);
  expect((await ready.snapshot()).accounts).toHaveLength(200);
  const after = await measure();
  for (const place of ['popup', 'dashboard'] as const) {
    const ratio = after[place].cpu / before[place].cpu;
    const [with3, with200] = [before[place].cpu.toFixed(0), after[place].cpu.toFixed(0)];
    const description = `${place}, ms of the processor: ${with3} with 3, ${with200} with 200`;
    test.info().annotations.push({ type: 'measured', description });
    expect(before[place].rows).toBe(3);
    expect(after[place].rows, description).toBeLessThanOrEqual(12);
    expect(ratio, description).toBeLessThan(2);
  }
});
