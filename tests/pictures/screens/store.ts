/** What the stores show: the same pages on a quiet day. Hard cases have pictures of their own; nobody meets Facet through them. */
import type { ActivityLine } from '../../../lib/rpc/activity.ts';
import type { AccountView, SiteView } from '../../../lib/rpc/snapshot.ts';
import {
  alice,
  damusTab,
  fakeKey,
  fakeRule,
  fakeSnapshot,
  harbour,
  ines,
  nightjar as unsaved,
  NOW,
  studio,
  zoe,
} from '../fixtures.ts';
import type { Screen } from '../screen.ts';
import { armed, connect, sign } from './prompt.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const VELO = 'https://velo.example';
const NOTES = 'https://notes.example';
const PHOTOS = 'https://photos.example';
const INBOX = 'https://inbox.example';

const nightjar = { ...unsaved, backedUp: true };
const toSite = (origin: string, account: AccountView): SiteView => ({
  origin,
  pubkey: account.pubkey,
  usedAt: NOW - HOUR,
  rules: [fakeRule(account, origin, 'connect')],
  knows: [account.pubkey],
});
const notes = toSite(NOTES, alice);
const likes = fakeRule(alice, NOTES, 'signEvent', { kind: 7 });

const snapshot = fakeSnapshot({
  accounts: [alice, ines, studio, nightjar, zoe, harbour],
  sites: [
    { ...notes, rules: [...notes.rules, likes] },
    toSite(VELO, ines),
    toSite(PHOTOS, studio),
    toSite(INBOX, studio),
  ],
});

const asks = connect({ origin: PHOTOS });
const ride = sign(
  {
    content: 'Rode the coast road before sunrise. 62 km, two punctures, one very good bakery.\n\n#cycling',
    tags: [['t', 'cycling']],
  },
  { origin: VELO },
);

let lines = 0;
const line = (ago: number, more: Partial<ActivityLine>): ActivityLine => ({
  id: (lines += 1).toString(16).padStart(24, '0'),
  at: NOW - ago,
  origin: NOTES,
  pubkey: alice.pubkey,
  method: 'signEvent',
  outcome: 'done',
  decided: { by: 'click' },
  ...more,
});
const like = (ago: number) => line(ago, { kind: 7, decided: { by: 'rule', rule: likes } });
const activity = [
  line(34 * MINUTE, { kind: 1, origin: VELO, pubkey: ines.pubkey }),
  ...[56, 57, 58, 59].map((ago) => like(ago * MINUTE)),
  line(2 * HOUR, {
    kind: 3,
    origin: PHOTOS,
    pubkey: studio.pubkey,
    outcome: 'denied',
    decided: { by: 'click', no: true },
  }),
  line(3 * HOUR, {
    method: 'nip44.decrypt',
    count: 12,
    peer: fakeKey('9'),
    origin: INBOX,
    pubkey: studio.pubkey,
  }),
  line(15 * HOUR, { kind: 1 }),
  line(16 * HOUR, { kind: 0, pubkey: zoe.pubkey }),
  line(18 * HOUR, { method: 'connect', origin: VELO, pubkey: ines.pubkey }),
  line(40 * HOUR, { kind: 30_023, origin: NOTES }),
  line(41 * HOUR, { kind: 1, origin: PHOTOS, pubkey: studio.pubkey }),
];

const store = (name: string, path: string, size: Screen['size'], more: Partial<Screen> = {}): Screen => ({
  name: `store-${name}`,
  path,
  size,
  snapshot,
  ...more,
});
const prompt = (name: string, view: typeof asks | typeof ride): Screen =>
  store(name, 'prompt.html', [400, 620], {
    snapshot: { ...snapshot, pending: [{ id: view.id, origin: view.origin }] },
    prompts: [view],
    results: { getReplacement: { looking: false, dangers: [] } },
    act: armed,
  });

export const screens: Screen[] = [
  store('switcher', 'popup.html', [380, 600], {
    tab: { ...damusTab, origin: NOTES, knows: [alice.pubkey], site: notes },
  }),
  prompt('connect', asks),
  prompt('sign', ride),
  store('activity', 'options.html#activity', [1280, 860], {
    results: { getActivity: { lines: activity, unsaved: 0 } },
  }),
  store('accounts', 'options.html#accounts', [1280, 860], { results: { getRelayUses: [] } }),
];
