import { afterEach, describe, expect, it } from 'vitest';
import { createConnections } from '#lib/relays/connections';
import { countRelays, findRelayLists } from '#lib/relays/suggest';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { startHostileRelay } from '../../support/hostile-relay';
import { pubkeyOf, signAs } from '../../support/keys';

let relay: Relay | undefined;
afterEach(async () => {
  await relay?.stop();
  relay = undefined;
});

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const listOf = (label: string, urls: string[], created_at = 1_700_000_000) =>
  signAs(label, { kind: 10_002, tags: urls.map((url) => ['r', url]), created_at });
const connections = () => createConnections(() => undefined);
const lists = (...urls: string[][]) =>
  urls.map((each) => ({ kind: 10_002, tags: each.map((url) => ['r', url]) }));

describe('relay lists', () => {
  it('are found of those who are asked about, the newest of each, without waiting for the rest', async () => {
    relay = await startRelay();
    const other = await startRelay();
    const newest = listOf('ada', ['wss://new.example'], 1_700_000_500);
    await relay.publish(listOf('ada', ['wss://old.example']));
    await other.publish(newest);
    await relay.publish(listOf('bob', ['wss://b.example']));
    await relay.publish(listOf('eve', ['wss://eve.example']));
    const began = performance.now();
    const found = await findRelayLists(connections(), [ada, bob], [relay.url, other.url]);
    expect(performance.now() - began).toBeLessThan(5_900); // its patience did not end
    expect(found.map(({ pubkey }) => pubkey).toSorted()).toEqual([ada, bob].toSorted());
    expect(found.find(({ pubkey }) => pubkey === ada)).toEqual(newest);
    await other.stop();
  });

  it('count only if they are what they claim to be, asked for, and of a time that has been', async () => {
    const hostile = await startHostileRelay();
    const ahead = listOf('bob', ['wss://bad.example'], Math.floor(Date.now() / 1_000) + 86_400);
    const forged = { ...listOf('ada', ['wss://a.example']), tags: [['r', 'wss://bad.example']] };
    const finding = findRelayLists(connections(), [ada, bob], [hostile.url]);
    await hostile.subscribed;
    hostile.send(listOf('eve', ['wss://bad.example']), ahead, signAs('ada', { kind: 1 }), 'no json', forged);
    hostile.endStored();
    expect(await finding).toEqual([]);
    await hostile.stop();
  });

  it('are not replaced by older ones that come after them', async () => {
    const hostile = await startHostileRelay();
    const finding = findRelayLists(connections(), [ada], [hostile.url]);
    await hostile.subscribed;
    const newest = listOf('ada', ['wss://new.example'], 1_700_000_500);
    hostile.send(newest, listOf('ada', ['wss://old.example']));
    hostile.endStored();
    expect(await finding).toEqual([newest]);
    await hostile.stop();
  });

  it('are nothing where nobody is asked', async () => {
    expect(await findRelayLists(connections(), [ada], [])).toEqual([]);
    expect(await findRelayLists(connections(), [], ['ws://127.0.0.1:9'])).toEqual([]);
  });
});

describe('the most used relays', () => {
  it('are counted by people, the most used first, ten at most, without those that are left out', () => {
    const [a, b, c] = ['wss://a.example/', 'wss://b.example/', 'wss://c.example/'] as const;
    expect(countRelays(lists([a, b, a], ['wss://a.example', c], [b, c], [c]), [b])).toEqual([
      { url: c, count: 3 },
      { url: a, count: 2 },
    ]);
    const many = Array.from({ length: 30 }, (_, index) => [`wss://r${index}.example`]);
    expect(countRelays(lists(...many), [])).toHaveLength(10);
  });

  it('are those that people write to, and none that this machine or its network alone knows', () => {
    const read = { kind: 10_002, tags: [['r', 'wss://reader.example', 'read']] };
    const home = [
      'wss://127.0.0.1',
      'ws://localhost:1',
      'wss://192.168.0.1',
      'wss://[::1]',
      'wss://nas.local',
    ];
    const odd = ['wss://x.onion', 'wss://me:pw@a.example', 'ws://plain.example', 'no url'];
    expect(countRelays([read, ...lists(home, odd)], [])).toEqual([]);
  });

  it('cannot be filled by one person', () => {
    const flood = Array.from({ length: 500 }, (_, index) => `wss://flood${index}.example/`);
    const all = countRelays(
      lists([...flood, 'wss://a.example'], ['wss://a.example'], ['wss://b.example']),
      flood,
    );
    expect(all).toEqual([
      { url: 'wss://a.example/', count: 1 },
      { url: 'wss://b.example/', count: 1 },
    ]);
  });
});
