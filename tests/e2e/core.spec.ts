import { runCoreFlow } from './core-flow';
import { test } from './test';

test('onboard, three accounts, connect, sign, reject, switch, follow relays, log out', async ({
  facet,
  relay,
  demo,
}) => {
  await runCoreFlow({ facet, relay, demo, disturb: async () => {} });
});
