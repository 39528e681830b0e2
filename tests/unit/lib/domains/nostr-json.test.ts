import { expect, it, vi } from 'vitest';
import { fetchNostrJson } from '#lib/domains/nostr-json';

const ADDRESS = { name: 'alice', domain: 'lovelace.example' };

function answer(body: BodyInit | null, init?: ResponseInit) {
  const fetch = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(new Response(body, init)));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

it('asks the domain over https, without cookies, referrer or redirects, and with a time-out', async () => {
  const fetch = answer('{"names":{}}');
  expect(await fetchNostrJson(ADDRESS)).toEqual({ names: {} });
  const [url, init] = fetch.mock.lastCall ?? [];
  expect(url).toBe('https://lovelace.example/.well-known/nostr.json?name=alice');
  expect(init).toMatchObject({
    redirect: 'error',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
  });
  expect(init?.signal).toBeInstanceOf(AbortSignal);
});

it.each<[string, string, ResponseInit | undefined, string]>([
  ['says no', 'no', { status: 404 }, 'no-account'],
  ['speaks no JSON', '<!doctype html>', undefined, 'invalid'],
  ['says too much', ' '.repeat(256 * 1024) + '{}', undefined, 'too-large'],
])('fails with words where the domain %s', async (_what, body, init, code) => {
  answer(body, init);
  await expect(fetchNostrJson(ADDRESS)).rejects.toMatchObject({ code });
});

it('is not read to its end when the domain never stops', async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(64 * 1024).fill(32));
    },
  });
  answer(endless);
  await expect(fetchNostrJson(ADDRESS)).rejects.toMatchObject({ code: 'too-large' });
  expect(pulled).toBeLessThan(20);
});

it('says so when the domain cannot be reached, or redirects', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
  await expect(fetchNostrJson(ADDRESS)).rejects.toMatchObject({ code: 'disconnected' });
});

it('says so when the domain does not answer in time', async () => {
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('late', 'TimeoutError')));
  await expect(fetchNostrJson(ADDRESS)).rejects.toMatchObject({ code: 'timeout' });
});
