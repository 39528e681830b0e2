import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { listenToBrowser } from '../../../../entrypoints/background/browser-events';
import { forgetClosedPrivate } from '../../../../entrypoints/background/private-windows';
import { getShortcuts } from '#lib/ui/shortcuts';
import { becomeAndroid } from '../../support/android';

beforeEach(() => {
  fakeBrowser.reset();
  vi.stubGlobal('self', { addEventListener: vi.fn() });
  fakeBrowser.idle.onStateChanged.addListener = vi.fn();
  becomeAndroid();
});

it('the worker registers every other listener where there are no shortcuts, menus and windows', () => {
  const installed = vi.spyOn(fakeBrowser.runtime.onInstalled, 'addListener');
  listenToBrowser(() => new Promise(() => undefined));
  expect(installed).toHaveBeenCalledOnce(); // the last of them
});

it('an installation without menus opens the first page', async () => {
  const create = vi.fn();
  fakeBrowser.tabs.create = create;
  listenToBrowser(() => new Promise(() => undefined));
  await fakeBrowser.runtime.onInstalled.trigger({ reason: 'install' } as never);
  expect(create).toHaveBeenCalledExactlyOnceWith({ url: fakeBrowser.runtime.getURL('/onboarding.html') });
});

it('there are no shortcuts to show', async () => {
  expect(await getShortcuts()).toEqual(new Map());
});

it('what is private is forgotten with the last private tab, which may still be listed', async () => {
  const forgetPrivate = vi.fn();
  const rooms = {
    choices: { hasPrivate: true, forgetPrivate },
    prompts: { forgetAnswers: vi.fn() },
    tabs: { all: [], forget: vi.fn() },
  } as unknown as Parameters<typeof forgetClosedPrivate>[0];
  const list = vi.fn().mockResolvedValue([
    { id: 1, incognito: false },
    { id: 2, incognito: true },
  ]);
  fakeBrowser.tabs.query = list;
  await forgetClosedPrivate(rooms);
  await forgetClosedPrivate(rooms, 1);
  expect(forgetPrivate).not.toHaveBeenCalled();
  await forgetClosedPrivate(rooms, 2);
  expect(forgetPrivate).toHaveBeenCalledOnce();
});
