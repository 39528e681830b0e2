/** People and sites that do not exist, for pictures. The keys are patterns that nobody could own. */
import { npubEncode } from 'nostr-tools/nip19';
import type { Accent } from '../../lib/nostr/avatar.ts';
import type {
  AccountView,
  PasskeyView,
  RuleView,
  SiteView,
  Snapshot,
  TabView,
} from '../../lib/rpc/snapshot.ts';

/** The time in every picture: 14 May 2026, 12:00 UTC. */
export const NOW = Date.UTC(2026, 4, 14, 12);
const HOUR = 3_600_000;

/** `1` → `1111…`, `ab` → `abab…`. */
export const fakeKey = (digits: string): string => digits.repeat(64).slice(0, 64);

const shorten = (npub: string) => `${npub.slice(0, 9)}…${npub.slice(-5)}`;

/** An account called `name`, or by its npub if that is empty; `more` overrides. */
export function fakeAccount(
  digits: string,
  name: string,
  accent: Accent,
  more: Partial<AccountView> = {},
): AccountView {
  const pubkey = fakeKey(digits);
  const npub = npubEncode(pubkey);
  return {
    pubkey,
    npub,
    kind: 'secret-key',
    name: name || shorten(npub),
    accent,
    profile: name ? { name } : {},
    follows: 204,
    mutes: 14,
    backedUp: true,
    usedAt: NOW - HOUR,
    ...more,
  };
}

export const alice = fakeAccount('1', 'Alice Moreau', 'topaz', {
  nickname: 'Alice Moreau',
  profile: { name: 'alice', nip05: 'alice@moreau.example' },
});
export const ines = fakeAccount('2', 'Ines Duarte', 'emerald', {
  profile: { name: 'Ines Duarte', nip05: 'ines@velo.example' },
  follows: 87,
  mutes: 0,
});
export const studio = fakeAccount('3', 'Moreau Studio', 'spinel', { follows: 1204, mutes: 3 });
export const nightjar = fakeAccount('4', 'nightjar', 'amethyst', {
  backedUp: false,
  follows: 318,
  mutes: 122,
});
/** Added a moment ago: no relay has told anything yet. */
export const fresh = (() => {
  const { follows: _, mutes: __, ...account } = fakeAccount('5', '', 'citrine', { backedUp: false });
  return account;
})();
export const zoe = fakeAccount('6', 'Zoë Ålund', 'amber', { follows: 530, mutes: 9 });

export const harbour = fakeAccount('7', 'Harbour Press', 'citrine', {
  kind: 'watch-only',
  follows: 41,
  mutes: 0,
});

export const DAMUS = 'https://damus.example';
export const CORACLE = 'https://coracle.example';

/** A rule of `account` on `origin`, made an hour ago. */
export const fakeRule = (
  account: AccountView,
  origin: string,
  method: RuleView['method'],
  more: Partial<RuleView> = {},
): RuleView => ({
  id: [account.name, origin, method, more.kind].join(' '),
  pubkey: account.pubkey,
  origin,
  method,
  effect: 'allow',
  createdAt: NOW - HOUR,
  ...more,
});

export const damus: SiteView = {
  origin: DAMUS,
  pubkey: alice.pubkey,
  usedAt: NOW - 60_000,
  rules: [
    fakeRule(alice, DAMUS, 'connect'),
    fakeRule(alice, DAMUS, 'signEvent', { kind: 1, expiresAt: NOW + 6 * HOUR }),
    fakeRule(ines, DAMUS, 'connect'),
  ],
  knows: [alice.pubkey, ines.pubkey],
};
export const coracle: SiteView = {
  origin: CORACLE,
  usedAt: NOW - 5 * HOUR,
  rules: [fakeRule(ines, CORACLE, 'connect'), fakeRule(ines, CORACLE, 'signEvent', { kind: 7 })],
  knows: [ines.pubkey],
};

/** Six accounts, Alice current, two sites, nothing waiting; `more` overrides. */
export const fakeSnapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  vault: 'unlocked',
  accounts: [alice, ines, studio, nightjar, fresh, zoe],
  current: alice.pubkey,
  sites: [damus, coracle],
  pending: [],
  relays: [
    { url: 'wss://relay.example', state: 'connected' },
    { url: 'wss://nos.example', state: 'disconnected' },
  ],
  outbox: [],
  settings: { relays: ['wss://relay.example', 'wss://nos.example'], autoLockMinutes: 15, toured: true },
  passkeys: [],
  pairs: [],
  ...more,
});

/** Two passkeys, one without a name. */
export const passkeys: PasskeyView[] = [
  { id: 'a', credentialId: 'AAAA', salt: 'AAAA', name: 'Blue security key', addedAt: NOW - 40 * 24 * HOUR },
  { id: 'b', credentialId: 'BBBB', salt: 'BBBB', addedAt: NOW - HOUR },
];

/** A snapshot without anything to know: vault locked, or no password chosen yet. */
export const bareSnapshot = (vault: 'locked' | 'empty', more: Partial<Snapshot> = {}): Snapshot => {
  const { current: _, ...rest } = fakeSnapshot({ vault, accounts: [], sites: [], relays: [], ...more });
  return rest;
};

/** Tab 7 on damus.example, where Alice is pinned and connected. */
export const damusTab: TabView = {
  tabId: 7,
  origin: DAMUS,
  pubkey: alice.pubkey,
  reason: 'site',
  choices: { site: alice.pubkey },
  connected: true,
  knows: [alice.pubkey, ines.pubkey],
  site: damus,
};

/** Fifty accounts in all ten colours. */
export const crowd: AccountView[] = Array.from({ length: 50 }, (_, index) => {
  const accents: Accent[] = [
    'topaz',
    'emerald',
    'spinel',
    'amethyst',
    'citrine',
    'amber',
    'rose',
    'sapphire',
  ];
  return fakeAccount((index + 16).toString(16), `Person ${index + 1}`, accents[index % 8] as Accent, {
    follows: (index * 37) % 2000,
    mutes: index % 11,
    backedUp: index % 6 !== 0,
  });
});
