import { beforeAll, afterEach, expect, it, vi } from 'vitest';
import { createConnections } from '#lib/relays/connections';
import { loadNdk } from '#lib/relays/ndk';
import { startHostileRelay } from '../../support/hostile-relay';
import { pubkeyOf } from '../../support/keys';

beforeAll(loadNdk);

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});
const eventually = (fact: () => void) => vi.waitFor(fact, 15_000);

async function connect() {
  const relay = await startHostileRelay();
  stops.push(() => relay.stop());
  const onChange = vi.fn();
  const use = createConnections(onChange).use([relay.url]);
  stops.push(() => use.release());
  use.subscribe([{ kinds: [0], authors: [pubkeyOf('ada')] }], () => undefined);
  await relay.subscribed;
  onChange.mockClear();
  return { relay, onChange, view: () => use.views[0] };
}

it('says since when a relay is connected, and how long it took to answer', async () => {
  const before = Date.now();
  const { relay, onChange, view } = await connect();
  expect(view()?.state).toBe('connected');
  expect(view()?.since).toBeGreaterThanOrEqual(before);
  expect(view()).not.toHaveProperty('latency');
  expect(view()).not.toHaveProperty('trouble');
  relay.endStored();
  await eventually(() => expect(view()?.latency).toBeGreaterThanOrEqual(0));
  expect(onChange).toHaveBeenCalled();
});

it.each([
  ['a notice', ['NOTICE', ' too many questions '], 'too many questions'],
  ['a long text', ['NOTICE', 'x'.repeat(1_000)], 'x'.repeat(200)],
])('keeps what a relay says of what is wrong: %s', async (_what, frame, said) => {
  const { relay, view } = await connect();
  relay.send(JSON.stringify(frame));
  await eventually(() => expect(view()?.trouble?.said).toBe(said));
});

it('keeps what a relay says where it ends a subscription, and nothing of the end of what is not asked', async () => {
  const { relay, view } = await connect();
  relay.refuse('error: too busy');
  relay.send(JSON.stringify(['CLOSED', 'x', 'error: made up']));
  relay.send(JSON.stringify(['CLOSED', 'y', 'error: made up']), JSON.stringify(['EOSE', 'z']));
  await eventually(() => expect(view()?.trouble?.said).toBe('error: too busy'));
  relay.send(JSON.stringify(['NOTICE', 'the last']));
  await eventually(() => expect(view()?.trouble?.said).toBe('the last'));
});

it('makes nothing of complaints without words', async () => {
  const { relay, view } = await connect();
  for (const frame of [
    ['NOTICE', 7],
    ['NOTICE'],
    ['NOTICE', '  '],
    ['CLOSED', 'x'],
    ['NOTICE', 'the last'],
  ]) {
    relay.send(JSON.stringify(frame));
  }
  await eventually(() => expect(view()?.trouble?.said).toBe('the last'));
});

it('says since when a relay is gone, however often it is tried again', async () => {
  const { relay, view } = await connect();
  await relay.stop();
  await eventually(() => expect(view()?.trouble).toEqual({ at: expect.any(Number) as number }));
  const { since, trouble } = view() ?? {};
  expect(view()?.state).not.toBe('connected');
  await eventually(() => expect(view()?.trouble?.at).toBeGreaterThan(trouble?.at ?? Infinity));
  expect(view()?.since).toBe(since);
});

it('is tried again at once when there is a network again, however long it was waited for', async () => {
  const relay = await startHostileRelay({ hangsUp: true });
  stops.push(() => relay.stop());
  const connections = createConnections(() => undefined);
  const use = connections.use([relay.url]);
  stops.push(() => use.release());
  const losses = () => use.views[0]?.trouble?.at ?? 0;
  await eventually(() => expect(losses()).toBeGreaterThan(0));
  // each try is lost at once, and doubles the wait: these many in a row would take minutes
  for (let tries = 2; tries <= 10; tries += 1) {
    const before = relay.connections.ever;
    connections.hurry();
    await eventually(() => expect(relay.connections.ever).toBeGreaterThan(before));
    await eventually(() => expect(relay.connections.now).toBe(0));
    await eventually(() => expect(use.views[0]?.state).toBe('disconnected'));
  }
});

it('is not opened again once it was given back', async () => {
  const relay = await startHostileRelay({ hangsUp: true });
  stops.push(() => relay.stop());
  const connections = createConnections(() => undefined);
  const use = connections.use([relay.url]);
  await eventually(() => expect(use.views[0]?.trouble).toBeDefined());
  use.release();
  const { ever } = relay.connections;
  connections.hurry();
  // whatever is opened is opened in order: this one would be later
  const other = await startHostileRelay();
  stops.push(() => other.stop());
  const later = connections.use([other.url]);
  stops.push(() => later.release());
  await eventually(() => expect(later.views[0]?.state).toBe('connected'));
  expect(relay.connections.ever).toBe(ever);
});
