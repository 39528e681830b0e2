import { describe, expect, it } from 'vitest';
import { isPublicRelay, parseRelayUrl, toOpenable } from '#lib/nostr/relay-url';
import { InvalidError } from '#lib/rpc/errors';

describe('the URL of a relay', () => {
  it.each([
    ['wss://relay.example', 'wss://relay.example/'],
    [' WSS://Relay.Example/ ', 'wss://relay.example/'],
    ['wss://relay.example:443', 'wss://relay.example/'],
    ['wss://relay.example:8443/path?x=1#part', 'wss://relay.example:8443/path?x=1'],
    ['wss://bücher.example', 'wss://xn--bcher-kva.example/'],
    ['ws://localhost:7777', 'ws://localhost:7777/'],
    ['ws://127.0.0.1:7777', 'ws://127.0.0.1:7777/'],
  ])('%s is %s', (input, url) => {
    expect(parseRelayUrl(input)).toBe(url);
    expect(parseRelayUrl(url)).toBe(url);
  });

  it.each([
    '',
    'relay.example',
    'https://relay.example',
    'ws://relay.example',
    'ws://localhost.evil.example',
    'ws://127.0.0.1.evil.example',
    'ws://192.168.0.1',
    'wss://user@relay.example',
    'wss://user:password@relay.example',
    'javascript:alert(1)',
    'wss://',
    `wss://relay.example/?${'x'.repeat(500)}`,
    `wss://relay.example/?${'ü'.repeat(200)}`, // longer in its normal form
  ])('is not %j', (input) => {
    expect(() => parseRelayUrl(input)).toThrow(InvalidError);
  });
});

describe('a relay that somebody else names', () => {
  const HERE = ['ws://localhost:7777/', 'ws://127.0.0.1:7777/', 'wss://127.0.0.1/', 'wss://localhost/'];
  const HOME = [
    'wss://192.168.0.1/',
    'wss://10.0.0.1:4848/',
    'wss://[fd00::1]/',
    'wss://box.local/',
    'wss://nas/',
  ];
  const OUT = ['wss://relay.example/', 'wss://relay.example:8443/path'];

  it.each(OUT)('is opened if it is public: %s', (url) => {
    expect(isPublicRelay(url)).toBe(true);
    expect(toOpenable([url], [])).toEqual([url]);
  });

  it.each([...HERE, ...HOME, 'wss://abcdef.onion/'])('is not opened if it is none: %s', (url) => {
    expect(isPublicRelay(url)).toBe(false);
    expect(toOpenable([url, ...OUT], OUT)).toEqual(OUT);
  });

  it('is opened on the host of a relay that the person chose, and on no other of this machine or network', () => {
    expect(toOpenable([...HERE, ...HOME], ['ws://127.0.0.1:9999/', 'wss://box.local:4848/'])).toEqual([
      'ws://127.0.0.1:7777/',
      'wss://127.0.0.1/',
      'wss://box.local/',
    ]);
  });
});
