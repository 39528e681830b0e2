/** What an event would take away from the one it replaces, and bringing an earlier copy back. */
import type { EventTemplate, NostrEvent } from '../../../lib/nostr/event.ts';
import { toDangers, toUndone } from '../../../lib/nostr/replace-danger.ts';
import { toEntryDiff, toReplaceDiff } from '../../../lib/nostr/replace-diff.ts';
import type { HistoryPlace, Replacement } from '../../../lib/rpc/replace.ts';
import { alice, crowd, fakeKey, fakeSnapshot, ines, nightjar, NOW, zoe } from '../fixtures.ts';
import type { Screen } from '../screen.ts';
import { prompt, sign, toPending } from './prompt.ts';

const SECONDS = NOW / 1_000;
const people = Array.from({ length: 318 }, (_, index) => {
  const key = (index + 4_096).toString(16).repeat(16);
  return index % 3 === 0
    ? ['p', key, 'wss://relay.example', ['Nadia', 'Tom Achterberg', 'Jun'][(index % 9) / 3]!]
    : ['p', key];
});

const copy = (kind: number, tags: string[][], more: Partial<NostrEvent> = {}): NostrEvent => ({
  id: fakeKey('a'),
  pubkey: nightjar.pubkey,
  created_at: SECONDS - 8_340,
  kind,
  tags,
  content: '',
  sig: '',
  ...more,
});

const replaceBy = (known: NostrEvent, draft: EventTemplate, earlier: NostrEvent[] = []): Replacement => {
  const diff = toReplaceDiff(known, draft);
  const dangers = toDangers(known, draft, earlier, diff);
  const undone = dangers.includes('undoes') ? toUndone(known, draft, earlier) : undefined;
  const size =
    diff.fieldsBefore > 0 ? diff.fieldsBefore : diff.removed.length + diff.kept + diff.changed.length;
  return {
    known: { id: known.id, created_at: known.created_at, size, isPrivate: false },
    looking: false,
    diff,
    dangers,
    ...(undone ? { undone } : {}),
  };
};

const screen = (
  name: string,
  draft: Partial<EventTemplate>,
  known: NostrEvent | undefined,
  more: Partial<Screen> & { earlier?: NostrEvent[]; looking?: boolean; origin?: string } = {},
): Screen => {
  const { earlier, looking = false, origin, ...rest } = more;
  const request = sign(draft, { pubkey: nightjar.pubkey, ...(origin ? { origin } : {}) });
  const replacement = known
    ? { ...replaceBy(known, request.event, earlier), looking }
    : { looking, dangers: [] };
  return prompt(`replace-${name}`, [request], {
    ...rest,
    results: { getReplacement: replacement, ...rest.results },
  });
};

const follows = copy(3, people);
const bad = 'https://login.accounts.secure-update.feedtools.example';
const danger: Partial<EventTemplate> = {
  kind: 3,
  tags: [...people.slice(0, 6), ['p', zoe.pubkey]],
};
const PRIVATE = `A${'q'.repeat(200)}`;
const mutes = copy(
  10_000,
  [
    ['p', fakeKey('c1')],
    ['t', 'spoilers'],
    ['word', 'airdrop'],
    ['e', fakeKey('d2')],
  ],
  { content: PRIVATE },
);
const relays = copy(10_002, [
  ['r', 'wss://relay.example/'],
  ['r', 'wss://nos.example/', 'read'],
  ['r', 'wss://old.example/', 'write'],
]);
const profile = copy(0, [], {
  content: JSON.stringify({
    name: 'nightjar',
    about: 'You do not know me.',
    picture: 'https://nightjar.example/a.png',
    banner: 'https://nightjar.example/b.png',
    nip05: 'nightjar@harbour.example',
    lud16: 'nightjar@harbour.example',
  }),
});

const copies = (kind: number, sizes: number[]): HistoryPlace['copies'] =>
  sizes.map((size, index) => ({
    id: fakeKey((kind + index + 16).toString(16)),
    created_at: SECONDS - 600 - index * 90_000,
    size,
    isPrivate: kind === 10_000,
  }));
const history: HistoryPlace[] = [
  { kind: 0, copies: copies(0, [6]) },
  { kind: 3, copies: copies(3, [7, 318, 317, 317]) },
  { kind: 10_000, copies: copies(10_000, [122, 121]) },
  { kind: 30_000, d: 'birds', title: 'People who watch birds', copies: copies(30_000, [12, 11]) },
];
const page = (name: string, more: Partial<Screen> = {}): Screen => ({
  name: `replace-${name}`,
  path: 'options.html#history',
  size: [1280, 900],
  snapshot: fakeSnapshot({ current: nightjar.pubkey }),
  results: {
    getHistory: history,
    planRestore: {
      copy: { kind: 3, tags: people, content: '', created_at: SECONDS - 90_600 },
      base: fakeKey('a'),
      diff: toReplaceDiff(copy(3, danger.tags!), follows),
      relays: ['wss://relay.example/', 'wss://nos.example/'],
    },
  },
  ...more,
});
const compare: Screen['act'] = async (shown) => {
  await shown.getByRole('button', { name: /\b318\b/ }).click();
  await shown.getByText('Would go to').waitFor();
};

export const screens: Screen[] = [
  screen('danger', danger, follows, { origin: bad }),
  screen('danger-ticked', danger, follows, {
    act: async (shown) => {
      await shown.getByRole('checkbox').check();
      await shown.locator('.answer .danger[aria-disabled=false]').waitFor();
    },
  }),
  screen('danger-open', danger, follows, {
    act: (shown) => shown.getByRole('button', { name: '309 more' }).click(),
  }),
  screen('danger-step-up', danger, follows, {
    snapshot: fakeSnapshot({
      accounts: [alice, { ...nightjar, stepUp: true }],
      pending: [toPending(sign(danger))],
    }),
  }),
  screen('plain', { kind: 3, tags: [...people, ['p', zoe.pubkey]] }, follows),
  screen('plain-looking', { kind: 3, tags: people.slice(1) }, follows, { looking: true }),
  screen('same', { kind: 3, tags: people }, follows),
  screen('stale', { kind: 3, tags: [...people.slice(0, 310), ['p', ines.pubkey]] }, follows, {
    earlier: [copy(3, people.slice(0, 310), { id: fakeKey('b'), created_at: SECONDS - 90_000 })],
  }),
  screen('older', { kind: 3, tags: people.slice(0, 316), created_at: SECONDS - 9_000 }, follows),
  screen('unknown', { kind: 10_003, tags: [['e', fakeKey('b')]] }, undefined),
  screen('unknown-looking', { kind: 10_003, tags: [['e', fakeKey('b')]] }, undefined, { looking: true }),
  screen('private', { kind: 10_000, tags: mutes.tags.slice(1), content: `A${'z'.repeat(200)}` }, mutes, {
    results: {
      comparePrivate: {
        diff: toEntryDiff(
          [...crowd.slice(0, 20).map(({ pubkey }) => ['p', pubkey]), ['word', 'giveaway']],
          [...crowd.slice(1, 20).map(({ pubkey }) => ['p', pubkey]), ['word', 'presale']],
        ),
      },
    },
    act: async (shown) => {
      await shown.getByRole('button', { name: 'Show the private part' }).click();
      await shown.getByText('presale').scrollIntoViewIfNeeded();
    },
  }),
  screen('private-gone', { kind: 10_000, tags: mutes.tags }, mutes),
  screen(
    'relays',
    {
      kind: 10_002,
      tags: [
        ['r', 'wss://relay.example', 'read'],
        ['r', 'wss://nos.example'],
        ['r', 'wss://new.example/'],
      ],
    },
    relays,
  ),
  screen(
    'profile',
    { kind: 0, content: JSON.stringify({ ...JSON.parse(profile.content), about: 'Hello.' }) },
    profile,
  ),
  screen('profile-danger', { kind: 0, content: '{"name":"nightjar","about":"Hello."}' }, profile),
  page('history'),
  page('history-narrow', { size: [380, 1_100], dir: 'rtl', long: true }),
  page('history-none', { results: { getHistory: [] } }),
  page('restore', { act: compare }),
  page('restore-step-up', {
    snapshot: fakeSnapshot({ accounts: [alice, { ...nightjar, stepUp: true }], current: nightjar.pubkey }),
    errors: { restoreCopy: { code: 'denied', message: 'no' } },
    act: async (shown) => {
      await compare(shown);
      await shown.getByLabel(/^Your password/).fill('not this one');
      await shown
        .getByRole('dialog')
        .getByRole('button', { name: /\b318\b/ })
        .click();
      await shown.getByText('That is not the password.').waitFor();
    },
  }),
];
