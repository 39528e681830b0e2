import { afterEach, expect, it, vi } from 'vitest';
import { createConnections } from '#lib/relays/connections';
import { findProfiles as find } from '#lib/relays/lookup';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { pubkeyOf, signAs } from '../../support/keys';

let relay: Relay | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await relay?.stop();
  relay = undefined;
});

const findProfiles = (pubkeys: string[], urls: string[]) =>
  find(
    createConnections(() => undefined),
    pubkeys,
    urls,
  );

const [ada, bob, eve] = ['ada', 'bob', 'eve'].map(pubkeyOf) as [string, string, string];
const profileOf = (label: string, name: string, created_at: number) =>
  signAs(label, { kind: 0, content: JSON.stringify({ name }), created_at });

it('finds names, and when somebody was last seen; whom nobody knows is left out', async () => {
  relay = await startRelay();
  await relay.publish(profileOf('ada', 'Ada', 1_700_000_000));
  await relay.publish(signAs('ada', { kind: 3, created_at: 1_700_000_500 }));
  await relay.publish(signAs('bob', { kind: 10_002, created_at: 1_700_000_100 }));
  expect(await findProfiles([ada, bob, eve], [relay.url])).toEqual([
    { pubkey: ada, name: 'Ada', seenAt: 1_700_000_500_000 },
    { pubkey: bob, seenAt: 1_700_000_100_000 },
  ]);
});

it('does not wait once everybody is known', async () => {
  relay = await startRelay();
  await relay.publish(profileOf('ada', 'Ada', 1_700_000_000));
  vi.useFakeTimers({ toFake: ['setTimeout'] }); // its patience never ends
  expect(await findProfiles([ada], [relay.url])).toMatchObject([{ name: 'Ada' }]);
});

it('gives up soon where no relay answers', async () => {
  expect(await findProfiles([ada], ['ws://127.0.0.1:9'])).toEqual([]);
  expect(await findProfiles([ada], [])).toEqual([]);
});
