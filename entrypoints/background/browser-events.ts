/** What the browser itself tells the worker: keys, clocks, locks, tabs and windows that go, the installation. */
import { browser } from 'wxt/browser';
import type { createCommands } from './commands';
import { hasWindows } from '#lib/prompts/place';
import { forgetOpen, forgetOverdue } from '#lib/vault/forget';
import { createMenu, listenToMenu } from './menu';
import { forgetClosedPrivate } from './private-windows';
import { AUTO_LOCK, OUTBOX, REFRESH, REFRESH_EVERY } from './alarms';
import type { Rooms } from './rooms';

/** Registers every listener at once; what they do waits for the rooms. */
export function listenToBrowser(
  ready: () => Promise<Rooms & { commands: ReturnType<typeof createCommands> }>,
): void {
  // Firefox for Android has no shortcuts, no menus and no windows
  if (hasCommands()) {
    browser.commands.onCommand.addListener((name) => {
      void ready().then(async ({ commands }) => {
        if (Object.hasOwn(commands, name)) await commands[name as keyof typeof commands]();
      });
    });
  }
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === AUTO_LOCK) void forgetOverdue(); // also where there is no vault that could: its database is refused
    void ready().then(async ({ vault, outbox, watch }) => {
      if (name === AUTO_LOCK) await vault.expire();
      if (name === OUTBOX || name === REFRESH) outbox.run(); // a clock that was ahead has set the alarm far too late
      if (name === REFRESH && vault.status === 'unlocked') watch.glance();
    });
  });
  self.addEventListener('online', () => {
    void ready().then(({ outbox, pools, publisher }) => {
      outbox.onOnline();
      pools.hurry();
      publisher.publish();
    });
  });
  self.addEventListener('offline', () => void ready().then(({ publisher }) => publisher.publish()));
  browser.idle.onStateChanged.addListener((state) => {
    if (state !== 'locked') return;
    void forgetOpen(); // at once, whether or not there is ever a vault that could
    void ready().then(({ vault }) => vault.lock());
  });
  browser.tabs.onCreated.addListener((tab) => {
    if (tab.id === undefined || !tab.incognito) return;
    const show = (tabId: number) =>
      void ready().then(({ webPages, publisher }) => webPages.showEmpty(tabId, publisher.snapshot()));
    show(tab.id);
    if (tab.status !== 'complete') onceLoaded(tab.id, show);
  });
  browser.tabs.onRemoved.addListener((tabId) => {
    void ready().then(async (rooms) => {
      const { calls, failures, links, tabs, webPages } = rooms;
      links.forget(tabId);
      failures.forget(tabId);
      calls.cancel((caller) => caller.tabId === tabId);
      tabs.forget(tabId);
      webPages.forget(tabId);
      rooms.promptWindow.onTabRemoved(tabId);
      if (!hasWindows()) await forgetClosedPrivate(rooms, tabId);
    });
  });
  if (hasWindows()) {
    browser.windows.onRemoved.addListener((windowId) => {
      void ready().then(async (rooms) => {
        rooms.promptWindow.onRemoved(windowId);
        await forgetClosedPrivate(rooms);
      });
    });
  }
  // to wake the worker: whatever the browser has forgotten of Facet's scripts is registered again
  browser.runtime.onStartup.addListener(() => {
    refreshNowAndThen();
    ready().catch(() => undefined);
  });
  if (hasMenu()) listenToMenu(ready);
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (hasMenu()) void createMenu();
    refreshNowAndThen();
    if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/onboarding.html') });
  });
}

const hasCommands = (): boolean => 'commands' in browser;
const hasMenu = (): boolean => 'contextMenus' in browser;

/** Not every browser keeps alarms over its end. */
const refreshNowAndThen = () => void browser.alarms.create(REFRESH, { periodInMinutes: REFRESH_EVERY });

/** Runs once the first page of a new tab has loaded. Nobody listens for longer: every page of every tab would wake the worker. */
function onceLoaded(tabId: number, run: (tabId: number) => void): void {
  const { onUpdated, onRemoved } = browser.tabs;
  const stop = () => {
    onUpdated.removeListener(updated);
    onRemoved.removeListener(removed);
  };
  const updated = (id: number, { status }: { status?: string }) => {
    if (id !== tabId || status !== 'complete') return;
    stop();
    run(tabId);
  };
  const removed = (id: number) => {
    if (id === tabId) stop();
  };
  onUpdated.addListener(updated);
  onRemoved.addListener(removed);
}
