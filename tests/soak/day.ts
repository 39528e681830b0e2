/** The world of chaos with what a soak needs besides: a page that stays, a side panel that is never closed, one worker all day. */
import { expect, type Page } from '@playwright/test';
import { createWorld, type Tab, type World } from '../chaos/world';
import { PASSWORD } from '../e2e/facet';
import { PopupPage } from '../e2e/pages/popup';
import { AUTO_LOCK } from './plan';

/** What the functions below find when they run inside a page of Facet. */
declare const chrome: { tabs: { create(how: { url: string }): Promise<object> } };

/** Where pages of Facet read how far the clock is ahead: what is set there, all of them see at once. */
export const LATE = 'late';

export interface Day {
  readonly world: World;
  /** Open from the first minute to the last, and alone on its origin, so that its process is its own. */
  readonly stays: Tab;
  /** What the browser shows beside a page, as a page: the popup that stays open. */
  readonly panel: Page;
  /** When the clock was moved last (`now`). */
  movedAt?: number;
}

export async function beginDay(): Promise<Day> {
  const world = await createWorld();
  await world.facet.ui.setAutoLock(AUTO_LOCK, PASSWORD);
  for (const origin of world.origins) await world.open(origin);
  await world.facet.context.addInitScript(followClock, LATE);
  const panel = await world.facet.open('sidepanel.html');
  await expect(new PopupPage(panel).who).not.toBeEmpty();
  return { world, stays: world.tabs[0]!, panel };
}

/** Runs in each page before its own scripts. Prompts keep the clock of the pages that ask. */
function followClock(key: string): void {
  if (location.protocol !== 'chrome-extension:' || location.pathname === '/prompt.html') return;
  const { Date: RealDate } = globalThis;
  const toNow = () => RealDate.now() + Number(localStorage.getItem(key));
  globalThis.Date = class extends RealDate {
    constructor(...args: [] | [number | string | Date]) {
      if (args.length === 0) super(toNow());
      else super(...args);
    }
    static override now(): number {
      return toNow();
    }
  } as DateConstructor;
}

/** The tabs that come and go. */
export const othersOf = ({ world, stays }: Day): Tab[] => world.tabs.filter((tab) => tab !== stays);

/** A page of Facet with the clock of the worker, opened as Facet itself opens one: what Playwright opens begins in a process of its own. */
export async function openFacet({ world, panel }: Pick<Day, 'world' | 'panel'>, path: string): Promise<Page> {
  const url = `chrome-extension://${world.facet.id}/${path}`;
  const opened = world.facet.context.waitForEvent('page', (page) => page.url() === url);
  await panel.evaluate((each) => chrome.tabs.create({ url: each }), url);
  return opened;
}
