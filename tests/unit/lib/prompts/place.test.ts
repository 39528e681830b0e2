import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPromptWindow } from '#lib/prompts/window';
import { promptWindowItem } from '#lib/storage/session';
import { becomeAndroid } from '../../support/android';

const onClosed = vi.fn();

beforeEach(() => {
  fakeBrowser.reset();
  onClosed.mockReset();
  becomeAndroid();
  fakeBrowser.tabs.create = vi.fn().mockResolvedValue({ id: 70 });
  fakeBrowser.tabs.get = vi.fn().mockResolvedValue({ id: 70 });
  fakeBrowser.tabs.update = vi.fn();
  fakeBrowser.tabs.remove = vi.fn().mockResolvedValue(undefined);
});

async function showInTab() {
  const promptWindow = createPromptWindow(onClosed);
  await promptWindow.show(false);
  expect(fakeBrowser.tabs.create).toHaveBeenCalledExactlyOnceWith({ url: '/prompt.html' });
  expect(promptWindow.isTab(70)).toBe(true);
  return promptWindow;
}

it('the prompt is a tab where the browser has no windows, and comes to the front as one', async () => {
  const promptWindow = await showInTab();
  await promptWindow.show(true);
  expect(fakeBrowser.tabs.update).toHaveBeenCalledExactlyOnceWith(70, { active: true });
});

it('that tab closed by the person is a no, another tab is not', async () => {
  const promptWindow = await showInTab();
  promptWindow.onTabRemoved(71);
  expect(onClosed).not.toHaveBeenCalled();
  promptWindow.onTabRemoved(70);
  expect(onClosed).toHaveBeenCalledOnce();
  expect(promptWindow.isTab(70)).toBe(false);
});

it('that tab goes when nothing waits any more, and that is no answer', async () => {
  const promptWindow = await showInTab();
  await promptWindow.close(() => false);
  promptWindow.onTabRemoved(70);
  expect(fakeBrowser.tabs.remove).toHaveBeenCalledExactlyOnceWith(70);
  expect(onClosed).not.toHaveBeenCalled();
});

it('that tab is found again after the worker died', async () => {
  await promptWindowItem.set({ tabId: 70 });
  const promptWindow = createPromptWindow(onClosed);
  await promptWindow.restore();
  expect(promptWindow.isTab(70)).toBe(true);
});

it('what that tab had shown before the worker died is what closing it is a no to', async () => {
  const before = await showInTab();
  await before.note(70, ['one', 'two']);
  const promptWindow = createPromptWindow(onClosed);
  await promptWindow.restore();
  promptWindow.onTabRemoved(70);
  expect(onClosed).toHaveBeenCalledExactlyOnceWith(['one', 'two']);
});

it('is a small window of its own where there are windows, and what was closed is not looked for again', async () => {
  Object.assign(fakeBrowser, { windows: { ...fakeBrowser.windows } });
  const create = vi.fn().mockResolvedValue({ id: 7, tabs: [{ id: 70 }] });
  Object.assign(fakeBrowser.windows, { create, get: vi.fn().mockResolvedValue({ id: 7 }) });
  const promptWindow = createPromptWindow(onClosed);
  await promptWindow.show(false);
  expect(create).toHaveBeenCalledExactlyOnceWith({
    url: '/prompt.html',
    type: 'popup',
    width: 400,
    height: 640,
  });
  expect(await promptWindowItem.get()).toEqual({ windowId: 7, tabId: 70 });
  const update = vi.fn().mockResolvedValue(undefined);
  Object.assign(fakeBrowser.windows, { update });
  await promptWindow.show(true);
  expect(update).toHaveBeenCalledExactlyOnceWith(7, { focused: true, drawAttention: true });
  promptWindow.onTabRemoved(70); // the window counts
  expect(onClosed).not.toHaveBeenCalled();
  promptWindow.onRemoved(7);
  expect(onClosed).toHaveBeenCalledOnce();
  await vi.waitFor(async () => expect(await promptWindowItem.get()).toBeUndefined());
});
