import { base64urlnopad } from '@scure/base';
import { FOLLOWS, MUTES, PROFILE } from '../nostr/lists';
import { toNpub } from '../nostr/keys';
import { shortenNpub } from '../nostr/npub';
import { getBlock } from '../rpc/blocks';
import type { OutboxView } from '../rpc/relays';
import type {
  AccountView,
  Block,
  PasskeyView,
  RemoteView,
  RuleView,
  Snapshot,
  SiteView,
} from '../rpc/snapshot';
import type { PasskeyWrap } from '../storage/database';
import type { Choices, State, StoredAccount, StoredSite } from '../storage/state';
import type { Session } from './session';
import type { Known } from './summary';

/** What the snapshot is made of besides the state. */
export type Live = Pick<
  Snapshot,
  | 'pending'
  | 'relays'
  | 'offline'
  | 'passkeys'
  | 'retryAt'
  | 'connecting'
  | 'importing'
  | 'signIns'
  | 'signedIn'
>;

/** Whom a site, with these rules of its own, could link with an account that it goes on as. */
export type GetKnows = (origin: string, rules: RuleView[]) => string[];

/** Where the account's remote signer is, and how. */
function toRemote({ remote }: StoredAccount, session: Session | undefined): { remote?: RemoteView } {
  if (!remote) return {};
  const { signerPubkey, relays, perms } = remote;
  const health = session?.signer.health?.() ?? { state: 'connecting' };
  return { remote: { ...health, signerPubkey, signerNpub: toNpub(signerPubkey), relays, perms } };
}

const withCount = (name: 'follows' | 'mutes', known: Known | undefined) =>
  known?.count === undefined ? {} : { [name]: known.count };

/** The latest of the moments (s) up to which some relay has told all. */
function withHeard(session: Session | undefined): Pick<AccountView, 'heardAt'> {
  const untils = Object.values(session?.summary.heard ?? {});
  return untils.length > 0 ? { heardAt: Math.max(...untils) * 1_000 } : {};
}

/** Whether there are more than are counted. */
const isAtLeast = (known: Known | undefined): boolean =>
  known?.private === 'closed' || known?.private === 'unreadable';

/** One account as the pages see it; what no relay and no disk has told is absent, never zero. */
export function toAccountView(account: StoredAccount, session: Session | undefined): AccountView {
  const { pubkey, kind, accent, nickname, note, usedAt, backedUpAt } = account;
  const { stepUp, favourite, notInCycle, apart } = account;
  const known = session?.summary.known ?? {};
  const profile = known[PROFILE]?.profile ?? {};
  const npub = session?.npub ?? toNpub(pubkey);
  return {
    pubkey,
    npub,
    kind,
    name: nickname ?? profile.name ?? shortenNpub(npub),
    ...(nickname ? { nickname } : {}),
    ...(note ? { note } : {}),
    accent,
    profile,
    ...withCount('follows', known[FOLLOWS]),
    ...withCount('mutes', known[MUTES]),
    ...withHeard(session),
    ...(isAtLeast(known[MUTES]) ? { mutesAtLeast: true } : {}),
    ...toRemote(account, session),
    backedUp: kind !== 'secret-key' || backedUpAt !== undefined,
    ...(stepUp ? { stepUp } : {}),
    ...(favourite ? { favourite } : {}),
    ...(notInCycle ? { notInCycle } : {}),
    ...(apart ? { apart } : {}),
    usedAt,
  };
}

const isLive =
  (now: number) =>
  ({ expiresAt }: RuleView): boolean =>
    expiresAt === undefined || now < expiresAt;

const toSite = (
  origin: string,
  site: StoredSite | undefined,
  rules: RuleView[],
  knows: string[],
  blocked: Block | undefined,
): SiteView => ({
  origin,
  ...(site?.pubkey ? { pubkey: site.pubkey } : {}),
  ...(site?.noReloadOffer ? { noReloadOffer: true } : {}),
  usedAt: site?.usedAt ?? blocked?.since ?? 0,
  rules,
  knows,
  ...(blocked ? { blocked } : {}),
});

/** One origin, unless nothing is known of it; `knows` is whom it could link. */
export function toSiteView(
  choices: Choices,
  origin: string,
  now: number,
  knows: string[],
): SiteView | undefined {
  const own = choices.rules.filter((rule) => rule.origin === origin).filter(isLive(now));
  const site = choices.sites[origin];
  const blocked = getBlock(choices, origin, now);
  return site || own.length > 0 || blocked ? toSite(origin, site, own, knows, blocked) : undefined;
}

function toSites(choices: Choices, now: number, getKnows: GetKnows): SiteView[] {
  const { sites, rules, blocked = {} } = choices;
  const byOrigin = Map.groupBy(rules.filter(isLive(now)), ({ origin }) => origin);
  const blockedNow = Object.keys(blocked).filter((origin) => getBlock(choices, origin, now));
  const origins = new Set([...Object.keys(sites), ...byOrigin.keys(), ...blockedNow]);
  return [...origins]
    .map((origin) => {
      const own = byOrigin.get(origin) ?? [];
      return toSite(origin, sites[origin], own, getKnows(origin, own), getBlock(choices, origin, now));
    })
    .toSorted((a, b) => b.usedAt - a.usedAt);
}

const toOutboxViews = ({ outbox = [] }: State): OutboxView[] =>
  outbox.map(({ event: { id, pubkey, kind }, addedAt, relays, givenUp }) => ({
    ...{ id, pubkey, kind, addedAt, relays },
    ...(givenUp ? { givenUp } : {}),
  }));

/** Everything the pages may know of an unlocked Facet: plain JSON, no secret. */
export function toSnapshot(
  state: State,
  getSession: (pubkey: string) => Session | undefined,
  getKnows: GetKnows,
  live: Live,
): Snapshot {
  return {
    vault: 'unlocked',
    accounts: state.accounts.map((account) => toAccountView(account, getSession(account.pubkey))),
    ...(state.current ? { current: state.current } : {}),
    sites: toSites(state, Date.now(), getKnows),
    outbox: toOutboxViews(state),
    settings: state.settings,
    pairs: state.pairs ?? [],
    ...(state.links ? { links: state.links } : {}),
    ...(state.appearance ? { appearance: state.appearance } : {}),
    ...live,
  };
}

/** A passkey as the pages see it, which must ask it before anything is open. */
export const toPasskeyView = ({ id, credentialId, salt, name, addedAt }: PasskeyWrap): PasskeyView => ({
  id,
  credentialId: base64urlnopad.encode(credentialId),
  salt: base64urlnopad.encode(salt),
  ...(name ? { name } : {}),
  addedAt,
});

/** What they may know of a locked or an empty one: no account, not even a count; who waits, and what opens it. */
export function toClosedSnapshot(vault: 'empty' | 'locked', live: Live): Snapshot {
  return {
    vault,
    accounts: [],
    sites: [],
    outbox: [],
    settings: { relays: [], autoLockMinutes: 15 },
    pairs: [],
    ...live,
  };
}
