import { describe, expect, it, vi } from 'vitest';
import { fetchBunker } from '#lib/signers/remote/bunker-name';
import { pubkeyOf } from '../../../support/keys';

const signer = pubkeyOf('signer');
const NAME = { name: 'alice', domain: 'bunker.example' };
const document = { names: { alice: signer }, nip46: { relays: ['wss://relay.example'] } };

function answer(body: BodyInit | null, init?: ResponseInit) {
  const fetch = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(new Response(body, init)));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

describe('a bunker name', () => {
  it('is looked up over https, without cookies, referrer or redirects, and with a time-out', async () => {
    const fetch = answer(JSON.stringify(document));
    expect(await fetchBunker(NAME)).toEqual({ signerPubkey: signer, relays: ['wss://relay.example/'] });
    const [url, init] = fetch.mock.lastCall ?? [];
    expect(url).toBe('https://bunker.example/.well-known/nostr.json?name=alice');
    expect(init).toMatchObject({ redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer' });
    expect(init?.signal).toBeInstanceOf(AbortSignal);
  });

  it.each<[string, BodyInit, ResponseInit?]>([
    ['does not know it', '{"names":{}}'],
    ['says no', 'no', { status: 404 }],
    ['speaks no JSON', '<!doctype html>'],
    ['says too much', ' '.repeat(512 * 1024) + JSON.stringify(document)],
  ])('of a domain that %s is invalid', async (_what, body, init) => {
    answer(body, init);
    await expect(fetchBunker(NAME)).rejects.toMatchObject({ code: 'invalid' });
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
    await expect(fetchBunker(NAME)).rejects.toMatchObject({ code: 'invalid' });
    expect(pulled).toBeLessThan(20);
  });

  it.each([
    ['that does not answer', new DOMException('late', 'TimeoutError'), 'timeout'],
    ['that redirects, or is not there', new TypeError('failed'), 'disconnected'],
  ])('of a domain %s says so', async (_what, error, code) => {
    vi.stubGlobal('fetch', () => Promise.reject(error));
    await expect(fetchBunker(NAME)).rejects.toMatchObject({ code });
  });
});
