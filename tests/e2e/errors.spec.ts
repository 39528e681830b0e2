import { people } from '../../scripts/demo/people';
import { startRelay } from '../../scripts/relay/relay';
import { PASSWORD } from './facet';
import { OnboardingPage } from './pages/onboarding';
import { PopupPage } from './pages/popup';
import { expect, test } from './test';
import { getPublicKey, isVerified, sign } from './window-nostr';

const { alice, ines } = people;

test('a wrong key is refused in words that never repeat it, and nothing is lost', async ({ ready }) => {
  const onboarding = new OnboardingPage(await ready.open('onboarding.html#account'));
  await ready.ui.addSecretKey(alice.nsec);
  // what the relay knows of the account comes when it comes, and would change it too
  const account = { profile: { name: alice.name }, follows: expect.any(Number), mutes: expect.any(Number) };
  await expect.poll(async () => (await ready.snapshot()).accounts).toMatchObject([account]);
  const before = await ready.snapshot();
  const wrong = {
    [`${ines.nsec.slice(0, -1)}${ines.nsec.endsWith('q') ? 'p' : 'q'}`]: /typing error or is cut off/i,
    [ines.npub.slice(0, -1)]: /typing error or is cut off/i,
    'not a key': /no key, no words/i,
    [Array(11).fill('abandon').join(' ')]: /seed words are 12/i,
    ['0'.repeat(64)]: /typing error/i,
  };
  for (const [key, text] of Object.entries(wrong)) {
    await onboarding.addKey(key);
    await expect(onboarding.problem.first()).toContainText(text);
    expect(await onboarding.page.locator('body').innerText()).not.toContain(key);
  }
  await onboarding.typeKey(alice.nsec);
  await expect(onboarding.page.getByText(/already/)).toBeVisible();
  await expect(ready.ui.addSecretKey(alice.nsec)).rejects.toMatchObject({ code: 'invalid' });
  expect((await ready.snapshot()).accounts).toEqual(before.accounts);
  await onboarding.addKey(ines.nsec);
  await onboarding.waitUntilDone();
  expect((await ready.snapshot()).accounts).toHaveLength(2);
});

test('wrong passwords are said, slowed down across worker deaths, and the right one still opens', async ({
  ready,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  await ready.ui.lock();
  const popup = new PopupPage(await ready.open('popup.html'));
  await popup.unlock('not the password');
  await expect(popup.page.getByRole('alert')).toContainText('That is not the password');
  const tryWrong = () =>
    ready.ui.unlock('not this one either').catch((error: unknown) => (error as { code: string }).code);
  for (let wrong = 2; wrong <= 5; wrong += 1) await expect.poll(tryWrong).toBe('denied');
  await ready.stopWorker();
  await expect(ready.ui.unlock(PASSWORD)).rejects.toMatchObject({ code: 'busy' });
  const { retryAt = 0 } = await ready.snapshot();
  expect(retryAt).toBeGreaterThan(0);
  await expect
    .poll(
      () =>
        ready.ui.unlock(PASSWORD).then(
          ({ vault }) => vault,
          () => 'not yet',
        ),
      { timeout: 15_000 },
    )
    .toBe('unlocked');
  await expect(popup.rows).toHaveCount(1);
});

test('with its relay down or silent Facet switches and signs as fast as ever, and says how the relay is', async ({
  facet,
  demo,
}) => {
  const silent = await startRelay({ silent: true });
  const gone = await startRelay();
  await gone.stop();
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([silent.url, gone.url]);
  await facet.ui.addSecretKey(alice.nsec);
  await facet.ui.addSecretKey(ines.nsec);

  const { page, tabId } = await facet.visit(`${demo.url}plain.html`);
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.say('Everyday posts too');
  await connect.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
  expect(isVerified(await sign(page))).toBe(true);

  const popup = new PopupPage(await facet.open(`popup.html?tab=${tabId}`));
  await expect(popup.rows).toHaveCount(2);
  for (const row of await popup.rows.all()) await expect(row).toContainText(/not loaded/i);

  const options = await facet.open('options.html#relays');
  await expect(options.getByText(new RegExp(`:${gone.port}`))).toBeVisible();
  await expect
    .poll(async () => (await facet.snapshot()).relays.map(({ state }) => state))
    .toContain('connected');
  expect((await facet.snapshot()).relays.find(({ url }) => url.includes(`:${gone.port}`))?.state).not.toBe(
    'connected',
  );
  await silent.stop();
});

test('pages opened while the worker starts show what they know, then the truth', async ({ ready }) => {
  await ready.ui.addSecretKey(alice.nsec);
  await ready.ui.addSecretKey(ines.nsec);
  for (let start = 0; start < 3; start += 1) {
    await ready.stopWorker();
    const popup = new PopupPage(await ready.open('popup.html'));
    await expect(popup.rows).toHaveCount(2);
    await popup.page.close();
  }
  await ready.ui.lock();
  await ready.stopWorker();
  const locked = await ready.open('popup.html');
  await expect(locked.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await expect(locked.getByText(alice.name)).toHaveCount(0);
});

test('a question that cannot be shown is said, and nothing is done without it', async ({ ready }) => {
  await ready.ui.addSecretKey(alice.nsec, alice.name);
  await ready.context.route(/\/chunks\/AccountDialogs-.*\.js$/, (route) => route.abort());
  const page = await ready.open('popup.html');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: `Log out ${alice.name}…` }).click();
  await expect(page.getByRole('alert')).toHaveText('That did not work. Nothing changed. Please try again.');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  expect((await ready.snapshot()).accounts).toHaveLength(1);
});
