import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetClosedPrivate } from '../../../../entrypoints/background/private-windows';
import { connect } from '#lib/permissions/permissions';
import { answersItem, privateChoicesItem, tabsItem } from '#lib/storage/session';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { openPages, SITE, type Pages } from '../../support/pages';
import { PASSWORD, startOpenWorker } from '../../support/rooms';
import { me, restartUi, startUi } from '../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const ada = pubkeyOf('ada');
const isPrivate = { isPrivate: true } as const;
const given = { any: { digest: 'd', answer: { answer: 'reject' }, until: Date.now() + 60_000 } } as const;
const open = (...windows: boolean[]) => {
  fakeBrowser.windows.getAll = vi.fn().mockResolvedValue(windows.map((incognito) => ({ incognito })));
};

let pages: Pages;
beforeEach(async () => {
  const worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
});

const choosePrivately = async () => {
  pages.tabs.see(pages.caller());
  pages.tabs.see(pages.caller({ tabId: 2, ...isPrivate }));
  await pages.choices.change(isPrivate, (draft) => connect(draft, SITE, ada, 0));
  await answersItem.set(given);
};

it('keeps what was chosen while a private window is open', async () => {
  await choosePrivately();
  open(false, true);
  await forgetClosedPrivate(pages);
  expect(pages.choices.hasPrivate).toBe(true);
  expect(await answersItem.get()).toEqual(given);
  expect(pages.tabs.get(2)).toBeDefined();
});

it('forgets choices, answers and tabs with the last one, and nothing of other windows', async () => {
  await choosePrivately();
  open(false);
  await forgetClosedPrivate(pages);
  expect(pages.choices.hasPrivate).toBe(false);
  expect(await privateChoicesItem.get()).toBeUndefined();
  expect(await answersItem.get()).toBeUndefined();
  expect(Object.keys((await tabsItem.get()) ?? {})).toEqual(['1']);
});

it('leaves answers alone where nothing was private', async () => {
  await answersItem.set(given);
  open(false);
  await forgetClosedPrivate(pages);
  expect(await answersItem.get()).toEqual(given);
});

it('is done by a worker that wakes after the last one has closed', async () => {
  const { rooms, ui } = await startUi();
  await ui.createVault(me, PASSWORD);
  await rooms.sessions.add([newAccountOf('ada')]);
  await rooms.choices.change(isPrivate, (draft) => connect(draft, SITE, ada, 0));
  open(true);
  expect((await restartUi()).rooms.choices.hasPrivate).toBe(true);
  open(false);
  expect((await restartUi()).rooms.choices.hasPrivate).toBe(false);
  expect(await privateChoicesItem.get()).toBeUndefined();
});
