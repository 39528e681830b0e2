import { expect, it } from 'vitest';
import { toSignInRelay } from '#lib/nostr/relay-auth';

it.each([
  ['wss://relay.example', 'wss://relay.example/'],
  ['ws://relay.example', 'wss://relay.example/'],
  [' WS://relay.example ', 'wss://relay.example/'],
  ['https://relay.example', undefined],
  ['relay.example', undefined],
])('the relay “%s” has one name for whoever signs in there', (url, name) => {
  expect(toSignInRelay(url)).toBe(name);
});
