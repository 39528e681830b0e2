import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { fetchRelayFacts, readRelayFacts } from '#lib/domains/relay-information';

function answer(body: BodyInit | null, init?: ResponseInit) {
  const fetch = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(new Response(body, init)));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

it('asks the https form of the address for the document, and says nothing else', async () => {
  const fetch = answer('{"name":"Quiet relay"}');
  expect(await fetchRelayFacts('wss://relay.example/inbox?x=1')).toEqual({ name: 'Quiet relay', nips: [] });
  const [url, init] = fetch.mock.lastCall ?? [];
  expect(url).toBe('https://relay.example/inbox?x=1');
  expect(init).toMatchObject({
    redirect: 'error',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: { accept: 'application/nostr+json' },
  });
});

it.each<[string, string, ResponseInit | undefined, string]>([
  ['says no', 'no', { status: 500 }, 'no-account'],
  ['speaks no JSON', 'This is a Nostr relay.', undefined, 'invalid'],
  ['says too much', ' '.repeat(64 * 1024) + '{}', undefined, 'too-large'],
])('fails with words where the relay %s', async (_what, body, init, code) => {
  answer(body, init);
  await expect(fetchRelayFacts('wss://relay.example')).rejects.toMatchObject({ code });
});

it.each([
  ['ws://127.0.0.1:7777', 'unsupported'],
  ['https://relay.example', 'invalid'],
  ['wss://me:secret@relay.example', 'invalid'],
])('asks nobody about %s', async (url, code) => {
  const fetch = answer('{}');
  await expect(fetchRelayFacts(url)).rejects.toMatchObject({ code });
  expect(fetch).not.toHaveBeenCalled();
});

it('reads each field by itself and leaves out what has another shape', () => {
  expect(
    readRelayFacts({
      name: ' Harbour ',
      description: 'x'.repeat(9_000),
      contact: { href: 'javascript:alert(1)' },
      software: '',
      version: 3,
      icon: 'https://relay.example/icon.png',
      terms_of_service: 'javascript:alert(1)',
      supported_nips: [42, 1, '11', 1, -3, 1.5, 1e9, null],
      limitation: {
        auth_required: true,
        payment_required: 'yes',
        max_message_length: 65536,
        max_subscriptions: -1,
      },
    }),
  ).toEqual({
    name: 'Harbour',
    description: 'x'.repeat(4_000),
    terms: 'javascript:alert(1)',
    nips: [1, 42],
    authRequired: true,
    maxMessage: 65536,
  });
});

it('takes any document at all, and gives back texts, numbers and flags within their limits', () => {
  const names = ['name', 'description', 'supported_nips', 'limitation', 'contact', '__proto__'];
  const odd = fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), odd), (document) => {
      for (const value of Object.values(readRelayFacts(document))) {
        if (typeof value === 'string') expect(value.length).toBeLessThanOrEqual(4_000);
        else if (Array.isArray(value)) expect(value.every(Number.isInteger)).toBe(true);
        else expect(['boolean', 'number']).toContain(typeof value);
      }
    }),
  );
});
