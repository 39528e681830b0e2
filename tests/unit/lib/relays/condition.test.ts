import { afterEach, expect, it, vi } from 'vitest';
import { createConnections } from '#lib/relays/connections';
import { startHostileRelay } from '../../support/hostile-relay';
import { pubkeyOf } from '../../support/keys';

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
  ['the end of a subscription', ['CLOSED', 'x', 'restricted: not for you'], 'restricted: not for you'],
  ['a long text', ['NOTICE', 'x'.repeat(1_000)], 'x'.repeat(200)],
])('keeps what a relay says of what is wrong: %s', async (_what, frame, said) => {
  const { relay, view } = await connect();
  relay.send(JSON.stringify(frame));
  await eventually(() => expect(view()?.trouble?.said).toBe(said));
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
