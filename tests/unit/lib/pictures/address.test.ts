import { expect, it } from 'vitest';
import { toPictureUrl } from '#lib/pictures/address';

it.each([
  ['https://cdn.example/a.png', 'https://cdn.example/a.png'],
  ['https://cdn.example/a.png#me', 'https://cdn.example/a.png'],
  ['HTTPS://CDN.Example:443/a b', 'https://cdn.example/a%20b'],
  ['https://bücher.example/x', 'https://xn--bcher-kva.example/x'],
])('%s is asked for', (text, url) => {
  expect(toPictureUrl(text)).toBe(url);
});

it.each([
  undefined,
  '',
  'a.png',
  'http://cdn.example/a.png',
  'data:image/png;base64,AAAA',
  'blob:https://cdn.example/1',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://cdn.example:8443/a.png',
  'https://ada:secret@cdn.example/a.png',
  'https://127.0.0.1/a.png',
  'https://0x7f.1/a.png',
  'https://2130706433/a.png',
  'https://192.168.1.1/cgi-bin/reboot',
  'https://[::1]/a.png',
  'https://[fe80::1]/a.png',
  'https://localhost/a.png',
  'https://localhost./a.png',
  'https://me.localhost/a.png',
  'https://router/a.png',
  'https://router.local/a.png',
  'https://printer.lan./a.png',
  'https://nas.home.arpa/a.png',
])('%s is not', (text) => {
  expect(toPictureUrl(text)).toBeUndefined();
});
