import { beforeEach, expect, it, vi } from 'vitest';
import type { PromptView } from '#lib/rpc/prompt';
import { createShown } from '../../../../entrypoints/prompt/shown';

const SITE = 'https://a.example';
const OTHER = 'https://b.example';
const view = (id: string, origin: string, isPrivate?: true) =>
  ({ id, origin, ...(isPrivate ? { isPrivate } : {}) }) as PromptView;
const [one, more, private_, other, otherMore] = [
  view('one', SITE),
  view('more', SITE),
  view('private', SITE, true),
  view('other', OTHER),
  view('other more', OTHER),
] as const;

const tell = vi.fn<(ids: readonly string[]) => Promise<unknown>>();
let note = createShown(tell);
beforeEach(() => {
  tell.mockReset().mockResolvedValue(null);
  note = createShown(tell);
});
const told = () => tell.mock.lastCall?.[0];

it('what is on screen is told, with what else its site has waiting in such windows, and nothing of others', () => {
  note([one], [one, more, private_, other]);
  expect(told()).toEqual(['one', 'more']);
});

it('what was on screen before stays told while it waits', () => {
  note([one], [one, other]);
  note([other], [one, other, otherMore]);
  expect(told()).toEqual(['other', 'one', 'other more']);
  note([other], [other]);
  expect(told()).toEqual(['other']);
});

it('what is on screen stays told while a worker that has just started knows of nothing', () => {
  note([one], [one]);
  note([one], []);
  expect(tell).toHaveBeenCalledOnce();
});

it('is told once, also that it is nothing, and again where it did not arrive', async () => {
  note([], [other]);
  note([], [other]);
  expect(tell.mock.calls).toEqual([[[]]]);
  tell.mockRejectedValueOnce(new Error('the worker died'));
  note([other], [other]);
  await Promise.resolve();
  await Promise.resolve();
  note([other], [other]);
  expect(tell.mock.calls.slice(1)).toEqual([[['other']], [['other']]]);
});
