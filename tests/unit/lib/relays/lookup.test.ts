import { afterEach, describe, expect, it, vi } from 'vitest';
import { createConnections } from '#lib/relays/connections';
import { findNewest, findProfiles as find } from '#lib/relays/lookup';
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

describe('the newest event of a place', () => {
  const named = (d: string, created_at: number, label = 'ada') =>
    signAs(label, { kind: 30_003, tags: [['d', d]], created_at });
  const look = (urls: string[], d = 'x') =>
    findNewest(
      createConnections(() => undefined),
      ada,
      { kind: 30_003, d },
      urls,
    );

  it('is found among all relays, as soon as every one has answered', async () => {
    relay = await startRelay();
    const other = await startRelay();
    await relay.publish(named('x', 1_700_000_000));
    await relay.publish(named('y', 1_700_000_900));
    await relay.publish(named('x', 1_700_000_900, 'bob'));
    const newest = named('x', 1_700_000_500);
    await other.publish(newest);
    const began = performance.now();
    expect(await look([relay.url, other.url])).toEqual({ event: newest, isAnswered: true });
    expect(performance.now() - began).toBeLessThan(2_900); // its patience did not end
    await other.stop();
  });

  it('is nothing where no relay has it, and that is said apart from no relay that answers', async () => {
    relay = await startRelay();
    expect(await look([relay.url])).toEqual({ isAnswered: true });
    expect(await look(['ws://127.0.0.1:9'])).toEqual({ isAnswered: false });
    expect(await look([])).toEqual({ isAnswered: false });
  });

  it('is said to be nothing by one relay, however many are silent', async () => {
    relay = await startRelay();
    const silent = await startRelay({ silent: true });
    expect(await look([silent.url, 'ws://127.0.0.1:9', relay.url])).toEqual({ isAnswered: true });
    expect(await look([silent.url])).toEqual({ isAnswered: false });
    await silent.stop();
  });

  it('comes from those that answer, however many do not', async () => {
    relay = await startRelay();
    const silent = await startRelay({ silent: true });
    await relay.publish(named('x', 1_700_000_000));
    expect(await look([silent.url, relay.url, 'ws://127.0.0.1:9'])).toMatchObject({
      event: { kind: 30_003 },
    });
    await silent.stop();
  });
});
