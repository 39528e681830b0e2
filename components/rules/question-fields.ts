/** What a person fills in to say what a rule or a question is about, and what it amounts to. */
import { parsePubkey } from '#lib/nostr/keys';
import { RULE_CLASSES } from '#lib/nostr/plaintext';
import type { AskedView } from '#lib/rpc/rules';
import type { RuleView } from '#lib/rpc/snapshot';

export const ACTIONS = ['signEvent', 'encrypt', 'decrypt', 'connect'] as const;

export type Action = (typeof ACTIONS)[number];

export type RuleClass = (typeof RULE_CLASSES)[number];

/** Everything as it stands in the fields. */
export interface Fields {
  action: Action;
  protocol: 'nip44' | 'nip04';
  kind: string;
  relay: string;
  http: string;
  url: string;
  peer: string;
  /** Empty: whatever the text is. */
  class: RuleClass | '';
}

export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The kinds whose rules name something more. */
export const RELAY_AUTH = '22242';
export const HTTP_AUTH = '27235';

export type FieldName = 'kind' | 'relay' | 'url' | 'peer';

type Parts = Omit<AskedView, 'pubkey' | 'origin'>;

/** The fields of a rule that is there, or empty ones. */
export function toFields(rule?: Parts): Fields {
  const { method = 'signEvent', kind, relay = '', url = '', peer = '', class: named = '' } = rule ?? {};
  const [protocol, crypt] = method.split('.') as ['nip44' | 'nip04', Action | undefined];
  const [http = 'GET', address = ''] = url.split(' ');
  return {
    action: crypt ?? (method as Action),
    protocol: crypt ? protocol : 'nip44',
    kind: kind === undefined ? (rule ? '' : '1') : String(kind),
    relay,
    http,
    url: address,
    peer,
    class: RULE_CLASSES.find((each) => each === named) ?? '',
  };
}

/** What the fields say, or which of them says nothing that counts. `open`: kind and person may be left empty. */
export function readFields(fields: Fields, open: boolean): { parts: Parts } | { wrong: FieldName } {
  const { action, protocol, peer, class: named } = fields;
  if (action === 'connect') return { parts: { method: 'connect' } };
  if (action === 'signEvent') return readKind(fields, open);
  const method: RuleView['method'] = `${protocol}.${action}`;
  const parts = { method, ...(named !== '' && method === 'nip44.decrypt' ? { class: named } : {}) };
  if (peer.trim() === '' && open) return { parts };
  try {
    return { parts: { ...parts, peer: parsePubkey(peer.trim()).pubkey } };
  } catch {
    return { wrong: 'peer' };
  }
}

function readKind(
  { kind, relay, http, url }: Fields,
  open: boolean,
): { parts: Parts } | { wrong: FieldName } {
  const text = kind.trim();
  if (text === '' && open) return { parts: { method: 'signEvent' } };
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) return { wrong: 'kind' };
  const parts: Parts = { method: 'signEvent', kind: Number(text) };
  if (text === RELAY_AUTH && !(open && relay.trim() === '')) {
    if (!isUrl(relay, ['ws:', 'wss:'])) return { wrong: 'relay' };
    parts.relay = relay.trim();
  }
  if (text === HTTP_AUTH && !(open && url.trim() === '')) {
    if (!isUrl(url, ['http:', 'https:'])) return { wrong: 'url' };
    parts.url = `${http} ${new URL(url.trim()).href}`;
  }
  return { parts };
}

const isUrl = (text: string, protocols: string[]): boolean =>
  URL.canParse(text.trim()) && protocols.includes(new URL(text.trim()).protocol);
