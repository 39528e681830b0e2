/** What is sealed in a backup: accounts with their keys, each sealed again, and whatever the person has set. */
import { ACCENTS } from '../nostr/avatar';
import { MAX_BUNKER_RELAYS } from '../nostr/bunker';
import { parsePubkey } from '../nostr/keys';
import { MOST_OWN, parseTemplate } from '../nostr/link';
import { parseRelayUrl } from '../nostr/relay-url';
import { RETENTIONS } from '../rpc/activity';
import type { Appearance } from '../rpc/appearance';
import { InvalidError } from '../rpc/errors';
import {
  boolean,
  hex32,
  integer,
  known,
  list,
  object,
  oneOf,
  oneOfNumbers,
  optional,
  string,
  versionText,
  type Parser,
} from '../rpc/parse';
import { asked } from '../rpc/rules';
import { MOST_SIGN_INS } from '../rpc/sign-ins';
import {
  type AccountKind,
  type Block,
  type LinksView,
  type RuleView,
  type SettingsView,
} from '../rpc/snapshot';
import type { Bytes, Sealed } from '../storage/database';
import type { State, StoredAccount, StoredRemote, StoredSite } from '../storage/state';
import { fromBytes, toBytes } from '../vault/records';
import { fromSealed, sealed, time } from './format';
import { KINDS } from './kinds';

/** `name` is what the account was called; `key` its sealed record, for kinds that have one. */
export interface BackupAccount {
  name: string;
  account: StoredAccount;
  key?: Sealed;
}

export interface Contents extends Pick<
  State,
  'rules' | 'sites' | 'settings' | 'blocked' | 'appearance' | 'links'
> {
  createdAt: number;
  accounts: BackupAccount[];
  current?: string;
  /** Accounts that may be seen together. */
  pairs: [string, string][];
  /** Earlier copies of profiles and lists: events that nobody has verified yet. */
  copies: unknown[];
  /** How many accounts are of a kind that this Facet does not know. */
  strangers: number;
}

/** The payload is filled up to a multiple of this, so that its length tells little. */
const STEP = 4 * 1024;
const SPACE = 0x20;

/** The JSON of the contents, filled up with spaces. */
export function toPayload({ accounts, sites, blocked = {}, strangers: _, ...rest }: Contents): Bytes {
  const byOrigin = <T>(all: Record<string, T>) =>
    Object.entries(all).map(([origin, each]) => ({ origin, ...each }));
  const json = toBytes({
    ...rest,
    accounts: accounts.map(({ key, ...each }) => ({ ...each, ...(key ? { key: fromSealed(key) } : {}) })),
    sites: byOrigin(sites),
    blocked: byOrigin(blocked),
  });
  const padded = new Uint8Array(Math.ceil(json.length / STEP) * STEP).fill(SPACE);
  padded.set(json);
  return padded;
}

/** Most rules, sites, pairs, blocks and copies: more of them would make every snapshot, or a restore, slow. */
export const MOST = 2_000;
const unknown: Parser<unknown> = (value) => value;
const point: Parser<string> = (value, name) => parsePubkey(hex32(value, name)).pubkey;
const kinds = Object.keys(KINDS) as [AccountKind, ...AccountKind[]];

const yes: Parser<true> = (value, name) => {
  if (boolean(value, name)) return true;
  throw new InvalidError(`${name} must be true or absent, got false`);
};
const relay: Parser<string> = (value, name) => parseRelayUrl(string(500)(value, name));
const remote = object<StoredRemote>({
  signerPubkey: point,
  clientPubkey: point,
  relays: list(relay, MAX_BUNKER_RELAYS),
  perms: list(string(100), 100),
});
const lasting = oneOf('always', 'never');
/** By relay; what is no object has no entries. */
const signIns: Parser<Record<string, 'always' | 'never'>> = (value, name) => {
  const entries = list(unknown, MOST_SIGN_INS)(Object.entries(value as object), name) as [string, unknown][];
  return Object.fromEntries(entries.map(([url, says]) => [relay(url, name), lasting(says, name)]));
};
const account = object<BackupAccount>({
  name: string(1_000),
  account: object<StoredAccount>({
    id: string(100),
    pubkey: point,
    kind: oneOf(...kinds),
    accent: oneOf(...ACCENTS),
    nickname: optional(string(100)),
    note: optional(string(2_000)),
    addedAt: time,
    usedAt: time,
    backedUpAt: optional(time),
    remote: optional(remote),
    stepUp: optional(yes),
    favourite: optional(yes),
    notInCycle: optional(yes),
    apart: optional(yes),
    signIns: optional(signIns),
  }),
  key: optional(sealed),
});
const ruleMembers = {
  id: string(100),
  ...asked,
  effect: oneOf('allow', 'deny'),
  createdAt: time,
  expiresAt: optional(time),
  untilRestart: optional(yes),
  paused: optional(yes),
};
/** A member that is not known here may narrow the rule: without it, it would allow more. */
const rule: Parser<RuleView> = (value, name) => {
  const read = object<RuleView>(ruleMembers)(value, name);
  if (Object.keys(value as object).every((key) => Object.hasOwn(ruleMembers, key))) return read;
  throw new InvalidError(`${name} must have no member that is not known`);
};
const site = object<StoredSite & { origin: string }>({
  origin: string(500),
  pubkey: optional(hex32),
  told: optional(hex32),
  toldInTabs: optional(list(hex32, 100)),
  usedAt: time,
  noReloadOffer: optional(yes),
});
const pair: Parser<[string, string]> = (value, name) => {
  const [one, other] = list(hex32, 2)(value, name);
  if (one !== undefined && other !== undefined) return [one, other];
  throw new InvalidError(`${name} must be two accounts`);
};
const block = object<Block & { origin: string }>({
  origin: string(500),
  since: time,
  until: optional(time),
});
const origins = known(string(500), MOST);
const appearance = object<Appearance>({
  onlyChosen: boolean,
  chosen: origins,
  hidden: origins,
  first: origins,
});
const template: Parser<string> = (value, name) => parseTemplate(string(500)(value, name));
const links = object<LinksView>({ client: optional(string(500)), own: known(template, MOST_OWN) });
const settings = object<SettingsView>({
  relays: list(string(500), 20),
  autoLockMinutes: integer(0, 10_080),
  activityDays: optional(oneOfNumbers(RETENTIONS)),
  pictures: optional(yes),
  toured: optional(yes),
  newsSeen: optional(versionText),
});

type ByOrigin<T> = (T & { origin: string })[];
/** The contents as they are written; files from before there were any have none of what may be absent. */
interface Written extends Omit<
  Contents,
  'accounts' | 'strangers' | 'sites' | 'blocked' | 'pairs' | 'copies'
> {
  accounts: unknown[];
  sites: ByOrigin<StoredSite>;
  blocked?: ByOrigin<Block>;
  pairs?: [string, string][];
  copies?: unknown[];
}
const written = object<Written>({
  createdAt: time,
  accounts: list(unknown, 10_000),
  current: optional(hex32),
  sites: known(site, MOST),
  rules: known(rule, MOST),
  settings,
  pairs: optional(known(pair, MOST)),
  blocked: optional(known(block, MOST)),
  appearance: optional(appearance),
  links: optional(links),
  copies: optional(list(unknown, MOST)),
});

/** Throws an Error for a payload that Facet did not write; entries of lists that it does not know are left out. */
export function parsePayload(payload: Bytes): Contents {
  const read = written(fromBytes(payload), 'contents');
  const { accounts, sites, blocked = [], pairs = [], copies = [], ...rest } = read;
  const taken = accounts.filter(isKnown);
  return {
    ...rest,
    accounts: taken.map((each, index) => account(each, `accounts[${index}]`)),
    strangers: accounts.length - taken.length,
    pairs,
    copies,
    sites: toByOrigin(sites),
    blocked: toByOrigin(blocked),
  };
}

const toByOrigin = <T>(all: ByOrigin<T>): Record<string, Omit<T, 'origin'>> =>
  Object.fromEntries(all.map(({ origin, ...each }) => [origin, each]));

/** False only for an account of a kind with a name that means nothing here. */
function isKnown(value: unknown): boolean {
  const kind = (value as { account?: { kind?: unknown } } | null)?.account?.kind;
  return typeof kind !== 'string' || Object.hasOwn(KINDS, kind);
}
