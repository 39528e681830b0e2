import { beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readAhead, sessionItem } from '#lib/storage/session-item';

const [one, two] = [sessionItem<string>('one'), sessionItem<string>('two')];
const shown = sessionItem<string>('shown', { isForPages: true });

let get: MockInstance<typeof fakeBrowser.storage.session.get>;
beforeEach(async () => {
  fakeBrowser.reset();
  await fakeBrowser.storage.session.set({ one: 'a', two: 'b', shown: 'c' });
  get = vi.spyOn(fakeBrowser.storage.session, 'get');
});

describe('what a starting worker reads', () => {
  it('is asked for in one question, and without what is for pages', async () => {
    readAhead();
    expect([await one.get(), await two.get()]).toEqual(['a', 'b']);
    expect(get).toHaveBeenCalledTimes(1);
    expect(get).toHaveBeenCalledWith(expect.not.arrayContaining(['shown']));
    expect(await shown.get()).toBe('c');
  });

  it('is never older than what was written since', async () => {
    readAhead();
    await one.set('new');
    await two.remove();
    expect([await one.get(), await two.get()]).toEqual(['new', undefined]);
  });

  it('is read anew the second time', async () => {
    readAhead();
    await one.get();
    await fakeBrowser.storage.session.set({ one: 'by another' });
    expect(await one.get()).toBe('by another');
  });

  it('fails for everybody who waits for it, and for nobody else', async () => {
    get.mockRejectedValueOnce(new Error('no storage'));
    readAhead();
    await expect(one.get()).rejects.toThrow('no storage');
    await expect(two.get()).rejects.toThrow('no storage');
    expect(await one.get()).toBe('a');
  });
});
