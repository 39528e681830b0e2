import { createHash } from 'node:crypto';
import { nsecEncode } from 'nostr-tools/nip19';
import { encrypt } from 'nostr-tools/nip49';
import { launchFacet, PASSWORD } from './facet';
import { compareFirstPaint, haltAtFirstPaint } from './first-paint';
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
  const few = await launchFacet();
  await few.ui.createVault(PASSWORD);
  const counts = { 3: few, 200: ready };
  for (const [count, facet] of Object.entries(counts)) {
    const form = new ImportPage(await facet.open('onboarding.html#account/import'));
    await form.paste(listOf(Number(count)));
    await form.add(Number(count));
    await form.waitUntilAdded(Number(count));
    expect((await facet.snapshot()).accounts).toHaveLength(Number(count));
    await haltAtFirstPaint(facet);
  }
  for (const [place, path] of Object.entries({ popup: 'popup.html', dashboard: 'options.html' })) {
    const [with3, with200] = await compareFirstPaint([few, ready], path);
    if (!with3 || !with200) throw new Error('nothing was measured');
    const description = `${place}, ms of the processor: ${with3.cpu.toFixed(0)} with 3, ${with200.cpu.toFixed(0)} with 200`;
    test.info().annotations.push({ type: 'measured', description });
    expect(with3.rows).toBe(3);
    expect(with200.rows, description).toBeLessThanOrEqual(12);
    expect(with200.cpu / with3.cpu, description).toBeLessThan(2);
  }
  await few.close();
});
