/** The activity log of the dashboard. */
import type { Page } from '@playwright/test';
import type { ActivityLine } from '../../../lib/rpc/activity.ts';
import {
  alice,
  CORACLE,
  DAMUS,
  damus,
  fakeKey,
  fakeRule,
  fakeSnapshot,
  ines,
  nightjar,
  NOW,
  studio,
  zoe,
} from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const likes = fakeRule(alice, DAMUS, 'signEvent', { kind: 7 });
const never = fakeRule(ines, CORACLE, 'signEvent', { kind: 3, effect: 'deny' });
const snapshot = fakeSnapshot({ sites: [{ ...damus, rules: [...damus.rules, likes] }] });

let lines = 0;
const line = (ago: number, more: Partial<ActivityLine>): ActivityLine => ({
  id: (lines += 1).toString(16).padStart(24, '0'),
  at: NOW - ago,
  origin: DAMUS,
  pubkey: alice.pubkey,
  method: 'signEvent',
  outcome: 'done',
  decided: { by: 'click' },
  ...more,
});
const event = (kind: number, content: string, pubkey = alice.pubkey) => ({
  kind,
  eventId: fakeKey('ab'),
  event: {
    ...{ id: fakeKey('ab'), pubkey, kind, content, tags: [['e', fakeKey('c')]] },
    ...{ created_at: NOW / 1_000, sig: fakeKey('d').repeat(2) },
  },
});
const like = (ago: number) => line(ago, { ...event(7, '+'), decided: { by: 'rule', rule: likes } });

const full: ActivityLine[] = [
  line(34 * MINUTE, { ...event(1, 'Hello from the harbour', ines.pubkey), pubkey: ines.pubkey }),
  ...[56, 57, 58, 59, 60, 61].map((ago) => like(ago * MINUTE)),
  line(2 * HOUR, {
    ...{ origin: `https://${'login.accounts.secure-update.'.repeat(3)}feedtools.example`, kind: 3 },
    ...{ pubkey: nightjar.pubkey, outcome: 'denied' },
  }),
  line(3 * HOUR, {
    ...{ origin: 'https://inbox.example', pubkey: studio.pubkey, method: 'nip44.decrypt', count: 36 },
    peer: fakeKey('9'),
  }),
  line(3.3 * HOUR, { kind: 22_242, relay: 'wss://relay.example/', decided: { by: 'choice' } }),
  line(4 * HOUR, { method: 'publish', ...event(5, ''), origin: undefined as never }),
  line(15 * HOUR, { kind: 1, origin: CORACLE, pubkey: zoe.pubkey, outcome: 'timeout' }),
  line(16 * HOUR, {
    ...{ kind: 3, origin: CORACLE, pubkey: ines.pubkey, outcome: 'denied' },
    decided: { by: 'rule', rule: never },
  }),
  line(17 * HOUR, {
    ...{ outcome: 'busy', count: 812, origin: 'https://flood.example', pubkey: undefined as never },
    decided: { by: 'nobody' },
  }),
  line(18 * HOUR, { method: 'connect', origin: 'https://velo.example', pubkey: ines.pubkey }),
  line(60 * HOUR, { ...event(30_023, 'An article'), kind: 30_023 }),
  line(61 * HOUR, { method: 'password', origin: undefined as never, pubkey: undefined as never }),
  line(61 * HOUR, { method: 'lost', count: 12, origin: undefined as never, pubkey: undefined as never }),
];
const many = Array.from({ length: 5_000 }, (_, index) => ({
  ...full[index % full.length]!,
  id: (index + 4_096).toString(16).padStart(24, '0'),
  at: NOW - index * 7 * MINUTE,
}));

const activity = (
  name: string,
  more: Partial<Screen> & { found?: ActivityLine[]; unsaved?: number },
): Screen => {
  const { found = full, unsaved = 0, ...rest } = more;
  return {
    name: `options-activity-${name}`,
    path: 'options.html#activity',
    size: [1280, 1000],
    snapshot,
    results: { getActivity: { lines: found, unsaved } },
    ...rest,
  };
};

/** What the page listens with, as the fake browser has it. */
interface Hearing {
  hearActivity(news: object): void;
}

const rows = (page: Page) => page.getByRole('list', { name: 'Activity' });
const open = (name: RegExp) => async (page: Page) => {
  await rows(page).getByRole('button', { name }).first().click();
};

export const screens: Screen[] = [
  activity('full', {}),
  activity('open', {
    act: async (page) => {
      await open(/Ines Duarte/)(page);
      await page.getByText('Raw event').click();
    },
  }),
  activity('folded', { act: open(/Alice Moreau.*\b6\b/) }),
  activity('rtl', { dir: 'rtl', act: open(/Ines Duarte/) }),
  activity('long', { long: true }),
  activity('narrow', { size: [420, 1000] }),
  activity('fresh', {
    found: many.slice(0, 60),
    act: async (page) => {
      // the list is in hand once the page has heard that it is scrolled, a frame later
      await page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            addEventListener('scroll', () => resolve(), { once: true });
            scrollTo(0, 900);
          }),
      );
      const news = { lines: [like(1), like(0)].map((each, index) => ({ ...each, id: `fresh ${index}` })) };
      await page.evaluate((heard) => (globalThis as unknown as Hearing).hearActivity(heard), news);
      await page.getByRole('button', { name: '2 new' }).waitFor();
    },
  }),
  activity('empty', { found: [] }),
  activity('none', { found: [], act: (page) => page.getByRole('searchbox').fill('zeb') }),
  activity('off', {
    found: [],
    snapshot: fakeSnapshot({ settings: { ...fakeSnapshot().settings, activityDays: 0 } }),
  }),
  activity('unsaved', { unsaved: 3 }),
  activity('failed', { errors: { getActivity: { code: 'internal', message: 'no' } } }),
  activity('stop', {
    act: async (page) => {
      await page.getByLabel('Keep activity').selectOption('Off');
    },
  }),
  activity('deletion', {
    act: async (page) => {
      await open(/Ines Duarte/)(page);
      await page.getByRole('button', { name: 'Ask relays to delete it…' }).click();
    },
  }),
  activity('5000', {
    found: many,
    act: async (page) => {
      const painted = await page.evaluate(() => Math.round(performance.now()));
      const drawn = await page.locator('.log-item').count();
      console.log(`5,000 lines: there after ${painted} ms, ${drawn} rows in the document`);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    },
  }),
];
