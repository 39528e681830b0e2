import { expect, it } from 'vitest';
import { cutRelayUrl, findRelayView, toRelayName } from '#components/relays/relay-view';
import type { RelayView } from '#lib/rpc/relays';

const shared: RelayView = { url: 'wss://relay.example/', state: 'connected' };
const own: RelayView = { url: 'wss://relay.example/', state: 'connecting', pubkey: 'a' };

it('shows the connection that an account has to itself, else the shared one, and never another’s', () => {
  const find = (views: RelayView[], pubkey?: string) => findRelayView(views, 'wss://relay.example', pubkey);
  expect(find([shared, own], 'a')).toBe(own);
  expect(find([shared, own], 'b')).toBe(shared);
  expect(find([own, shared])).toBe(shared);
  expect(find([own], 'b')).toBeUndefined();
});

it('shows for everybody what is known of the connections of one alone, where nobody shares one', () => {
  const out: RelayView = { ...own, pubkey: 'b', state: 'disconnected', distrusted: 'useless' };
  expect(findRelayView([own], own.url)).toBe(own);
  expect(findRelayView([own, out], own.url)).toBe(out);
});

it('calls a relay by its server and what stands behind, and shows as it is what is no address', () => {
  expect(cutRelayUrl('wss://relay.example/')).toEqual({ scheme: 'wss://', host: 'relay.example', path: '' });
  expect(toRelayName('wss://relay.example:8443/in/?a=1')).toBe('relay.example:8443/in/?a=1');
  expect(toRelayName('no address')).toBe('no address');
});
