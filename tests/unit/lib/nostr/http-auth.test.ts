import { describe, expect, it } from 'vitest';
import { toAuthUrl } from '#lib/nostr/http-auth';

const signIn = (u: string, method = 'GET') => ({
  kind: 27_235,
  tags: [
    ['u', u],
    ['method', method],
  ],
});

describe('the request that an event signs in for', () => {
  it.each([
    ['https://api.example/a?b=c', 'post', 'POST https://api.example/a?b=c'],
    ['http://api.example', 'GET', 'GET http://api.example/'],
    ['HTTPS://API.example/a#part', 'GET', 'GET https://api.example/a'],
  ])('%s by %s is %s', (u, method, request) => {
    expect(toAuthUrl(signIn(u, method))).toBe(request);
  });

  it.each([
    'ftp://api.example/',
    'wss://api.example/',
    'file:///a',
    'data:text/plain,a',
    'javascript:a',
    'api.example',
    '',
  ])('is none that a rule could name where the address is %j', (u) => {
    expect(toAuthUrl(signIn(u))).toBeUndefined();
  });

  it('is none without a method, or of another kind', () => {
    expect(toAuthUrl(signIn('https://api.example/', ''))).toBeUndefined();
    expect(toAuthUrl({ kind: 27_235, tags: [['u', 'https://api.example/']] })).toBeUndefined();
    expect(toAuthUrl({ ...signIn('https://api.example/'), kind: 1 })).toBeUndefined();
  });
});
