import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPromptWindow } from '#lib/prompts/window';

beforeEach(() => fakeBrowser.reset());

it('a window that is closed before it was known is a no, and the next request gets a new one', async () => {
  const onClosed = vi.fn();
  const promptWindow = createPromptWindow(onClosed);
  const create = vi.fn().mockResolvedValue({ id: 7, tabs: [{ id: 70 }] });
  fakeBrowser.windows.create = create;
  fakeBrowser.windows.get = vi.fn().mockRejectedValue(new Error('no such window'));
  promptWindow.onRemoved(7); // heard too early
  await promptWindow.show(false);
  expect(onClosed).toHaveBeenCalledOnce();
  expect(promptWindow.isTab(70)).toBe(false);
  await promptWindow.show(false);
  expect(create).toHaveBeenCalledTimes(2);
});
