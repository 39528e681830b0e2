import { describe, expect, it } from 'vitest';
import { toOriginParts } from '#lib/nostr/origin-parts';

describe('the parts of an origin', () => {
  it.each([
    ['https://example.com', { scheme: 'https://', head: '', tail: 'example.com', lookalike: false }],
    ['https://a.b.example.com', { scheme: 'https://', head: 'a.b.', tail: 'example.com', lookalike: false }],
    [
      'https://shop.example.co.uk',
      { scheme: 'https://', head: 'shop.', tail: 'example.co.uk', lookalike: false },
    ],
    ['https://ada.github.io', { scheme: 'https://', head: '', tail: 'ada.github.io', lookalike: false }],
    [
      'https://x.example.com:8443',
      { scheme: 'https://', head: 'x.', tail: 'example.com:8443', lookalike: false },
    ],
    [
      'https://www.xn--pple-43d.com',
      { scheme: 'https://', head: 'www.', tail: 'xn--pple-43d.com', lookalike: true },
    ],
    ['http://localhost:3000', { scheme: 'http://', head: '', tail: 'localhost:3000', lookalike: false }],
    ['http://127.0.0.1:3000', { scheme: 'http://', head: '', tail: '127.0.0.1:3000', lookalike: false }],
    ['https://[2001:db8::1]', { scheme: 'https://', head: '', tail: '[2001:db8::1]', lookalike: false }],
  ])('of %s', (origin, parts) => {
    expect(toOriginParts(origin)).toEqual(parts);
  });

  it('are the whole of it', () => {
    for (const origin of [
      'https://a.b.c.example.org:99',
      'http://[::1]:1',
      'https://www.example.com.',
      'https://com.',
    ]) {
      const { scheme, head, tail } = toOriginParts(origin);
      expect(scheme + head + tail).toBe(origin);
    }
  });

  it('never hide the owner of a host behind a familiar beginning', () => {
    const { tail } = toOriginParts('https://accounts.google.com.evil.example');
    expect(tail).toBe('evil.example');
  });
});
