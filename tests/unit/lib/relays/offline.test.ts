import { expect, it } from 'vitest';
import { toOffline } from '#lib/relays/offline';
import type { RelayView } from '#lib/rpc/relays';

const up: RelayView = { url: 'wss://up.example/', state: 'connected' };
const trying: RelayView = { url: 'wss://trying.example/', state: 'connecting' };
const gone: RelayView = { url: 'wss://gone.example/', state: 'connecting', trouble: { at: 1 } };
const out: RelayView = { url: 'wss://out.example/', state: 'disconnected', distrusted: 'forged' };

it.each<[string, RelayView[], boolean, ReturnType<typeof toOffline>]>([
  ['nobody looks', [], true, undefined],
  ['nobody looks, and there is no network', [], false, 'machine'],
  ['a relay is connected', [gone, up], true, undefined],
  ['a relay is connected, whatever the machine says', [up], false, undefined],
  ['a relay has not been reached yet', [gone, trying], true, undefined],
  ['no relay could be reached, and they are tried again', [gone, gone], true, 'relays'],
  ['the only other relay is not listened to', [gone, out], true, 'relays'],
  ['no relay is listened to', [out], true, undefined],
  ['there is no network', [gone, trying], false, 'machine'],
])('where %s', (_what, relays, isOnline, expected) => {
  expect(toOffline(relays, isOnline)).toBe(expected);
});
