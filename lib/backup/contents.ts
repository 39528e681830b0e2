/** What is sealed in a backup: accounts with their keys, each sealed again, and rules, sites and settings. */
import { ACCENTS } from '../nostr/avatar';
import { MAX_BUNKER_RELAYS } from '../nostr/bunker';
import { parsePubkey } from '../nostr/keys';
import { parseRelayUrl } from '../nostr/relay-url';
import { InvalidError } from '../rpc/errors';
import { boolean, hex32, integer, list, object, oneOf, optional, string, type Parser } from '../rpc/parse';
import { asked } from '../rpc/rules';
import type { AccountKind, RuleView, SettingsView } from '../rpc/snapshot';
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

export interface Contents extends Pick<State, 'rules' | 'sites' | 'settings'> {
  createdAt: number;
  accounts: BackupAccount[];
  current?: string;
  /** Accounts that may be seen together. */
  pairs: [string, string][];
  /** How many accounts are of a kind that this Facet does not know. */
  strangers: number;
}

/** The payload is filled up to a multiple of this, so that its length tells little. */
const STEP = 4 * 1024;
const SPACE = 0x20;

/** The JSON of the contents, filled up with spaces. */
export function toPayload({ accounts, sites, strangers: _, ...rest }: Contents): Bytes {
  const json = toBytes({
    ...rest,
    accounts: accounts.map(({ key, ...each }) => ({ ...each, ...(key ? { key: fromSealed(key) } : {}) })),
    sites: Object.entries(sites).map(([origin, site]) => ({ origin, ...site })),
  });
  const padded = new Uint8Array(Math.ceil(json.length / STEP) * STEP).fill(SPACE);
  padded.set(json);
  return padded;
}

/** Most rules, sites and pairs: more of them would make every snapshot slow. */
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
const settings = object<Omit<SettingsView, 'activityDays'>>({
  relays: list(string(500), 20),
  autoLockMinutes: integer(0, 10_080),
});
const whole = object({
  createdAt: time,
  accounts: list(unknown, 10_000),
  current: optional(hex32),
  sites: list(unknown, MOST),
  rules: list(unknown, MOST),
  pairs: optional(list(unknown, MOST)), // files from before there were any have none
  settings,
});

/** Throws an Error for a payload that Facet did not write; rules, sites and pairs that it does not know are left out. */
export function parsePayload(payload: Bytes): Contents {
  const { accounts, sites, rules, pairs = [], current, ...rest } = whole(fromBytes(payload), 'contents');
  const known = accounts.filter(isKnown);
  return {
    ...rest,
    ...(current === undefined ? {} : { current }),
    accounts: known.map((each, index) => account(each, `accounts[${index}]`)),
    strangers: accounts.length - known.length,
    rules: rules.flatMap(orNothing(rule)),
    pairs: pairs.flatMap(orNothing(pair)),
    sites: Object.fromEntries(sites.flatMap(orNothing(site)).map(({ origin, ...each }) => [origin, each])),
  };
}

/** False only for an account of a kind with a name that means nothing here. */
function isKnown(value: unknown): boolean {
  const kind = (value as { account?: { kind?: unknown } } | null)?.account?.kind;
  return typeof kind !== 'string' || Object.hasOwn(KINDS, kind);
}

const orNothing =
  <T>(parser: Parser<T>) =>
  (value: unknown): T[] => {
    try {
      return [parser(value, 'entry')];
    } catch {
      return [];
    }
  };
