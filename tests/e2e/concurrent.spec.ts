/** Thousands of calls at once, from three tabs that are three accounts: each is answered once, with its own event. */
import type { Page } from '@playwright/test';
import type { Event } from 'nostr-tools/pure';
import type { ActivityLine } from '../../lib/rpc/activity';
import { people } from '../../scripts/demo/people';
import type { Facet } from './facet';
import { expect, test } from './test';
import { isVerified } from './window-nostr';

const CALLS = 5_000;
const KINDS = [1, 7];

interface Tab {
  page: Page;
  tabId: number;
  pubkey: string;
  calls: number;
}

/** What became of a call: the event, or an error in code and words. */
type Outcome = { event: Event } | { code: string; message: string };

declare global {
  interface Window {
    /** How many calls of this page have settled. */
    settledCalls?: number;
  }
}

/** What the function below finds in the worker. */
declare const chrome: { runtime: { onMessage: { addListener(listen: (message: object) => void): void } } };

const toKind = (call: number): number => KINDS[call % KINDS.length] as number;
const toContent = (tab: number, call: number): string => `tab ${tab}, call ${call}`;

/** Two tabs of one website and one of another, each as an account of its own that may post there unasked. */
async function openTabs(facet: Facet, urls: readonly [string, string, string]): Promise<Tab[]> {
  await facet.ui.addSecretKey(people.alice.nsec);
  await facet.ui.addSecretKey(people.ines.hex);
  const { current = '' } = await facet.ui.generateAccount('Third');
  const pubkeys = [people.alice.pubkey, people.ines.pubkey, current];
  const tabs: Tab[] = [];
  for (const [index, url] of urls.entries()) {
    const pubkey = pubkeys[index] as string;
    const { origin } = new URL(url);
    const rule = { pubkey, origin, effect: 'allow', lasts: 'always' } as const;
    await facet.ui.saveRule({ ...rule, method: 'connect' });
    for (const kind of KINDS) await facet.ui.saveRule({ ...rule, method: 'signEvent', kind });
    const { page, tabId } = await facet.visit(`${url}plain.html`);
    await page.evaluate(() => nostr.isEnabled()); // from now on Facet knows the tab
    tabs.push({ page, tabId, pubkey, calls: Math.floor((CALLS + index) / urls.length) });
  }
  for (const { tabId, pubkey } of tabs) await facet.ui.switchAccount(pubkey, 'tab', tabId, 'once');
  return tabs;
}

/** Makes all calls of a tab at once. */
const callAll = ({ page, calls }: Tab, tab: number): Promise<Outcome[]> =>
  page.evaluate(
    (drafts) => {
      window.settledCalls = 0;
      return Promise.all(
        drafts.map(async (draft) => {
          try {
            return { event: await nostr.signEvent(draft) };
          } catch (error) {
            const { code, message } = error as Error & { code: string };
            return { code, message };
          } finally {
            window.settledCalls = (window.settledCalls ?? 0) + 1;
          }
        }),
      );
    },
    Array.from({ length: calls }, (_, call) => ({
      kind: toKind(call),
      content: toContent(tab, call),
      tags: [],
    })),
  );

/** The events among the outcomes, each held against the call that it answers. */
function expectOwn(tabs: readonly Tab[], outcomes: readonly Outcome[][]): Event[] {
  return outcomes.flatMap((ofTab, tab) => {
    expect(ofTab).toHaveLength(tabs[tab]?.calls ?? 0);
    return ofTab.flatMap((outcome, call) => {
      if (!('event' in outcome)) return [];
      const { pubkey, kind, content, tags } = outcome.event;
      const asked = {
        pubkey: tabs[tab]?.pubkey,
        kind: toKind(call),
        content: toContent(tab, call),
        tags: [],
      };
      expect({ pubkey, kind, content, tags }).toEqual(asked);
      expect(isVerified(outcome.event)).toBe(true);
      return [outcome.event];
    });
  });
}

/** What Facet itself has written down of events that it signed. */
async function readSigned({ ui }: Facet): Promise<ActivityLine[]> {
  const { lines } = JSON.parse((await ui.exportActivity({})).text) as { lines: ActivityLine[] };
  return lines.filter(({ method }) => method === 'signEvent');
}

/** Notes the id of every call to sign that reaches the worker, beside Facet's own listener, as long as it lives. */
async function noteCalls({ context, id }: Facet): Promise<() => Promise<string[]>> {
  const worker = context.serviceWorkers().find((each) => new URL(each.url()).host === id);
  if (!worker) throw new Error('there is no worker');
  await worker.evaluate(() => {
    const ids: string[] = [];
    Object.assign(globalThis, { noted: ids });
    chrome.runtime.onMessage.addListener((message) => {
      const { facet, method, id } = message as { facet?: string; method?: string; id: string };
      if (facet === 'page' && method === 'signEvent') ids.push(id);
    });
  });
  return () => worker.evaluate(() => (globalThis as unknown as { noted: string[] }).noted);
}

test(`${CALLS} calls at once from three tabs are answered each with its own event, and signed once`, async ({
  ready,
  demo,
}) => {
  test.setTimeout(240_000);
  const tabs = await openTabs(ready, [demo.url, demo.url, demo.otherUrl]);
  const noted = await noteCalls(ready);

  const outcomes = await Promise.all(tabs.map(callAll));

  const events = expectOwn(tabs, outcomes);
  const ids = new Set(events.map(({ id }) => id));
  expect(ids.size).toBe(CALLS);
  // one message to the worker per call, none of which has the id of another, in whatever tab
  const asked = await noted();
  expect(asked).toHaveLength(CALLS);
  expect(new Set(asked).size).toBe(CALLS);
  // one signature per message
  const lines = await readSigned(ready);
  expect(lines).toHaveLength(CALLS);
  expect(lines.filter(({ count }) => count !== undefined)).toEqual([]);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(CALLS);
  expect(new Set(lines.map(({ eventId }) => eventId))).toEqual(ids);
});

test(`${CALLS} calls of three tabs, and the worker killed three times among them: none is lost, none becomes two events`, async ({
  ready,
  demo,
}) => {
  test.setTimeout(240_000);
  const tabs = await openTabs(ready, [demo.url, demo.url, demo.otherUrl]);

  const called = Promise.all(tabs.map(callAll));
  for (const part of [0.2, 0.4, 0.6]) {
    const stop = await ready.prepareStop();
    await Promise.all(
      tabs.map(({ page, calls }) =>
        page.waitForFunction((least) => (window.settledCalls ?? 0) >= least, part * calls),
      ),
    );
    await stop();
    const settled = await Promise.all(tabs.map(({ page }) => page.evaluate(() => window.settledCalls ?? 0)));
    expect(
      settled.reduce((sum, each) => sum + each, 0),
      'it died in the middle',
    ).toBeLessThan(CALLS);
  }
  const outcomes = await called;

  const events = expectOwn(tabs, outcomes);
  const failed = outcomes.flat().flatMap((outcome) => ('event' in outcome ? [] : outcome));
  for (const { code, message } of failed) {
    expect(code).toBe('disconnected');
    expect(message).toMatch(/please reload this page$/);
  }
  expect(events.length + failed.length).toBe(CALLS);
  const ids = new Map(events.map(({ content, id }) => [content, id]));
  expect(new Set(ids.values()).size).toBe(events.length);
  // the last lines before each death may be missing; those that are there know of one event per call, the answered one
  const lines = await readSigned(ready);
  expect(lines.length).toBeGreaterThan(CALLS / 2);
  expect(new Set(lines.map(({ eventId }) => eventId)).size).toBe(lines.length);
  for (const { event, eventId } of lines) {
    const answered = ids.get(event?.content ?? '');
    if (answered !== undefined) expect(eventId).toBe(answered);
  }
});
