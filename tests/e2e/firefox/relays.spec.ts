import { startRelay } from '../../../scripts/relay/relay';
import { people } from '../../../scripts/demo/people';
import { expect, test } from './test';

const { alice, ines } = people;

test('two accounts take one socket while a page is open and none a moment after; without a relay Facet says so', async ({
  readyFirefox: { onboarding, ui, open },
  relay,
}) => {
  test.setTimeout(90_000);
  await ui.addSecretKey(alice.nsec);
  await ui.addSecretKey(ines.hex);
  await onboarding.page.close();
  await expect.poll(() => relay.connections).toBe(0);
  const popup = await open('popup.html');
  await popup.says(alice.name);
  await expect.poll(() => relay.subscriptions).toBe(1);
  expect(relay.connections).toBe(1);
  await popup.page.close();
  await expect.poll(() => relay.connections).toBe(0);

  const gone = await startRelay();
  await gone.stop();
  await ui.setRelays([gone.url]);
  const again = await open('popup.html');
  await again.says('No relay answers.');
  const back = await startRelay({ port: gone.port });
  await expect.poll(() => back.subscriptions, { timeout: 30_000 }).toBe(1);
  await back.stop();
});
