import { describe, expect, it } from 'vitest';
import { isAllowedOrigin } from '#lib/nostr/origin';

describe('origins that may use Facet', () => {
  it.each([
    'https://example.com',
    'https://example.com:8443',
    'https://example.com.',
    'https://xn--bcher-kva.example',
    'https://192.168.0.1',
    'https://[2001:db8::1]',
    'http://localhost',
    'http://localhost:3000',
    'http://app.localhost:3000',
    'http://127.0.0.1',
    'http://127.0.0.1:8080',
    'http://127.8.9.10',
    'http://[::1]',
    'http://[::1]:5173',
  ])('%s', (origin) => {
    expect(isAllowedOrigin(origin)).toBe(true);
  });

  it.each([
    'null',
    '',
    'file://',
    'file:///home/ada/page.html',
    'data:',
    'data:text/html,x',
    'blob:https://example.com/1',
    'about:blank',
    'chrome-extension://abcdefghijklmnop',
    'moz-extension://4b1c3a2e-0000-4000-8000-000000000000',
    'javascript:alert(1)',
    'ftp://localhost',
    'ws://localhost',
    'http://example.com',
    'http://192.168.0.1',
    'http://0.0.0.0',
    'http://128.0.0.1',
    'http://[::2]',
    'http://[::ffff:127.0.0.1]',
    'http://localhost.',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://evil-localhost',
    'http://evillocalhost',
    'http://localhost@evil.example',
  ])('not %s', (origin) => {
    expect(isAllowedOrigin(origin)).toBe(false);
  });

  it.each([
    'https://example.com/',
    'https://example.com:443',
    'https://EXAMPLE.com',
    'HTTPS://example.com',
    'https://example.com/path',
    'https://user@example.com',
    ' https://example.com',
    'https://bücher.example',
    'http://127.1',
    'http://2130706433',
    'http://localhost:80',
  ])('not %s, which is not how a browser writes an origin', (origin) => {
    expect(isAllowedOrigin(origin)).toBe(false);
  });
});
