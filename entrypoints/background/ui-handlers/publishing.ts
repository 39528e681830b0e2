/** What Facet itself publishes for the person: only what was shown to them, word for word, and only on their click. */
import { toOwnLine } from '#lib/activity/lines';
import { serializeEvent, type EventDraft, type NostrEvent, type UnsignedEvent } from '#lib/nostr/event';
import { OWN_KINDS } from '#lib/nostr/identity-events';
import { PROFILE, RELAYS } from '#lib/nostr/lists';
import { parseRelayUrl, readRelayUrl } from '#lib/nostr/relay-url';
import { asksPassword } from '#lib/permissions/permissions';
import { listenBriefly } from '#lib/relays/lookup';
import { expectSigned } from '#lib/requests/checked';
import { MOST_RELAYS } from '#lib/requests/replacing';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { FacetError, InvalidError } from '#lib/rpc/errors';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';
import { expectSigner } from './expect-signer';

/** Longest event that Facet publishes, in characters of its serialisation: what waits is sealed with the state. */
const MAX_EVENT = 64 * 1024;

export function createPublishingHandlers(rooms: Rooms) {
  const { vault, store, sessions, outbox, pools, replacing, activity } = rooms;
  const command = createCommand(rooms);

  return {
    async getProfile(_caller: UiCaller, pubkey: string) {
      const session = expectSigner(rooms, pubkey);
      const event = await sessions.loadEvent(pubkey, PROFILE);
      const relays = replacing.toRelayUrls(session);
      // a newer one may be where it would be published and nowhere else: it arrives while the person types
      listenBriefly(pools.of(pubkey), [pubkey], relays, (found) => sessions.apply(found));
      return { ...(event ? { event } : {}), relays };
    },
    publishEvents: command(
      async (pubkey: string, drafts: EventDraft[], relayUrls: string[], base?: string, password = '') => {
        const session = expectSigner(rooms, pubkey);
        const events = drafts.map((draft) => toOwnEvent(draft, pubkey));
        // several at once are of a new identity, and take nothing's place
        const made = events.length === 1 ? base : undefined;
        const expectBase = () => {
          if (events.every(({ kind }) => session.summary.known[kind]?.id === made)) return;
          throw new InvalidError('what this would replace has changed since it was shown');
        };
        expectBase();
        const relays = [...new Set(relayUrls.map(parseRelayUrl))];
        const listed = [...replacing.toRelayUrls(session), ...events.flatMap(toNamedRelays)];
        if (
          relays.length === 0 ||
          relays.length > MOST_RELAYS ||
          !relays.every((url) => listed.includes(url))
        ) {
          throw new InvalidError(`the relays must be 1 to ${MOST_RELAYS} of those that the person listed`);
        }
        if (asksPassword(store.state, pubkey)) await vault.confirm(password);
        const signed: NostrEvent[] = [];
        for (const event of events) signed.push(expectSigned(event, await session.signer.signEvent(event)));
        expectBase(); // a remote signer may have taken minutes
        await outbox.add(signed, relays);
        activity.note(signed.map((event) => toOwnLine('publish', Date.now(), { pubkey, event })));
        for (const event of signed) {
          replacing.keep(event);
          sessions.apply(event);
        }
      },
    ),
    retryPublishing: command((id: string) => outbox.retry(id)),
    dropPublishing: command((id: string) => outbox.drop(id)),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}

/** The event as it will be signed, if it is one that Facet publishes. */
function toOwnEvent({ kind, tags, content, created_at }: EventDraft, pubkey: string): UnsignedEvent {
  if (!OWN_KINDS.includes(kind))
    throw new InvalidError(`kind must be one of ${OWN_KINDS.join(', ')}, got ${kind}`);
  if (created_at === undefined) throw new InvalidError('created_at must be an integer, got undefined');
  const event = { pubkey, created_at, kind, tags, content };
  const { length } = serializeEvent(event);
  if (length > MAX_EVENT) {
    throw new FacetError('too-large', `the event must have at most ${MAX_EVENT} characters, got ${length}`);
  }
  return event;
}

/** The relays of a relay list that is about to be published. */
const toNamedRelays = ({ kind, tags }: UnsignedEvent): string[] =>
  kind === RELAYS ? tags.flatMap(([tag, url = '']) => (tag === 'r' ? readRelayUrl(url) : [])) : [];
