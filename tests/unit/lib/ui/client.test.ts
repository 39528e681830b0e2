import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { client } from '#lib/ui/client';

/** Lists in a page are Svelte's state, which is a Proxy. */
const asState = <T extends object>(value: T): T => new Proxy(value, {});

beforeEach(() => {
  fakeBrowser.reset();
});

it('sends what a browser can clone, whatever the page holds it in', async () => {
  const send = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation((message) => {
    structuredClone(message); // as Firefox does
    return Promise.resolve({ result: null });
  });
  const choice = asState({ settings: true, rules: false, copies: true });
  await client.restoreBackup('text', 'password', asState(['a', 'b']), choice);
  expect(send).toHaveBeenCalledExactlyOnceWith({
    facet: 'ui',
    method: 'restoreBackup',
    args: ['text', 'password', ['a', 'b'], { settings: true, rules: false, copies: true }],
  });
});

it('rejects with words when the worker is not there', async () => {
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('no receiver'));
  await expect(client.getSnapshot()).rejects.toMatchObject({ code: 'disconnected' });
});
