/** What a result shows: who acted, and whether it is what was asked for. Pure. */
import { decrypt, getConversationKey } from 'nostr-tools/nip44';
import { verifyEvent, type Event } from 'nostr-tools/pure';
import type { Call, Cast, Draft } from './history';

/** Who acted, or what is wrong with it. */
export type Reading = { as: string } | { wrong: string };

export function readResult(call: Call, result: unknown, cast: Cast): Reading {
  if (call.method === 'signEvent') return readSigned(call.draft!, result);
  if (typeof result !== 'string') return { wrong: 'a result that is no text' };
  if (call.method === 'getPublicKey') return { as: result };
  if (call.method === 'nip44.encrypt') return readEncrypted(call, result, cast);
  return result === call.text
    ? { as: call.meant! }
    : { wrong: 'another text than the one that was encrypted' };
}

function readSigned(draft: Draft, result: unknown): Reading {
  // a copy: what a library has verified once it takes for true
  const event = JSON.parse(JSON.stringify(result ?? null)) as Event | null;
  if (!event) return { wrong: 'no event' };
  const { pubkey, kind, content, tags, created_at } = event;
  if (!verifyEvent(event)) return { wrong: 'an event that does not verify' };
  const isDraft =
    kind === draft.kind &&
    content === draft.content &&
    JSON.stringify(tags) === JSON.stringify(draft.tags) &&
    created_at === (draft.created_at ?? created_at);
  return isDraft ? { as: pubkey } : { wrong: 'another event than the one that was asked for' };
}

/** Only whoever encrypted it has the key with which its peer reads it. */
function readEncrypted({ peer, text }: Call, result: string, { accounts, peers }: Cast): Reading {
  for (const as of accounts) {
    try {
      const read = decrypt(result, getConversationKey(peers.get(peer!)!, as));
      return read === text ? { as } : { wrong: 'another text than the one that was to be encrypted' };
    } catch {
      // not this account's
    }
  }
  return { wrong: 'a text that its peer cannot read' };
}
