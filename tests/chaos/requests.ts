/** What pages ask for: made-up calls, each with a text that nobody else has. */
import { encrypt, getConversationKey } from 'nostr-tools/nip44';
import { generateSecretKey, getPublicKey } from 'nostr-tools/pure';
import type { Call, Draft, Method, Ruled } from './history';
import { pick, type Chance } from './plan';
import type { Order } from './site';
import { KINDS, now, type World } from './world';

const METHODS: readonly Method[] = [
  ...(['getPublicKey', 'signEvent', 'signEvent', 'signEvent'] as const),
  ...(['nip44.encrypt', 'nip44.decrypt'] as const),
];

const RULED: readonly Ruled[] = ['allowed', 'allowed', 'allowed', 'denied', 'asked'];

let last = 0;

/** A call, and what the page is told to do; `wanted`: what the rules are to make of it. */
export function toRequest(
  world: World,
  origin: string,
  chance: Chance,
  wanted?: Ruled,
): { call: Call; order: Order } {
  last += 1;
  const id = `call ${last}`;
  const method = pick(chance, METHODS)!;
  const ruled = wanted ?? pick(chance, RULED)!;
  const call: Call = { id, origin, method, ruled, at: now(), settled: [] };
  return { call, order: { id, method, args: toArgs(world, call, chance) } };
}

/** The arguments; what they are is written down in the call. */
function toArgs({ cast, peerOf }: World, call: Call, chance: Chance): unknown[] {
  const { id, method, ruled } = call;
  if (method === 'getPublicKey') return [];
  if (method === 'signEvent') {
    call.draft = toDraft(id, ruled, pick(chance, cast.accounts)!, chance);
    return [call.draft];
  }
  // nobody else writes to whom rules know nothing of, so a prompt about them is about this call
  const peer = ruled === 'asked' ? toStranger(cast.peers) : peerOf[ruled];
  Object.assign(call, { peer, text: `text of ${id}` });
  if (method === 'nip44.encrypt') return [peer, call.text];
  call.meant = pick(chance, cast.accounts)!;
  return [peer, encrypt(call.text!, getConversationKey(cast.peers.get(peer)!, call.meant))];
}

function toStranger(peers: Map<string, Uint8Array>): string {
  const secret = generateSecretKey();
  peers.set(getPublicKey(secret), secret);
  return getPublicKey(secret);
}

/** Half of them leave the time to Facet; some name their author. */
function toDraft(content: string, ruled: Ruled, someone: string, chance: Chance): Draft {
  const tags = chance() < 0.5 ? [] : [['t', 'chaos']];
  return {
    kind: KINDS[ruled],
    content,
    tags,
    ...(chance() < 0.5 ? { created_at: 1_700_000_000 } : {}),
    ...(chance() < 0.15 ? { pubkey: someone } : {}),
  };
}
