/** Earlier copies of profiles and lists, and putting one back: signed anew, later than whatever is known. */
import { MAX_TEXT, serializeEvent, type NostrEvent } from '#lib/nostr/event';
import { isSamePlace, toPlace, toReplaceDiff, type EventPlace } from '#lib/nostr/replace-diff';
import { toFieldTags } from '#lib/nostr/list-entries';
import { asksPassword } from '#lib/permissions/permissions';
import { expectSigned } from '#lib/requests/checked';
import { toCopyHead } from '#lib/requests/replacing';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { FacetError, InvalidError } from '#lib/rpc/errors';
import type { HistoryPlace } from '#lib/rpc/replace';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';
import { expectSigner } from './expect-signer';

export function createHistoryHandlers(rooms: Rooms) {
  const { vault, store, sessions, replacing, outbox } = rooms;
  const command = createCommand(rooms);

  /** A kept copy by its id. */
  async function expectCopy(pubkey: string, id: string): Promise<NostrEvent> {
    const copy = (await sessions.loadCopies(pubkey)).find((each) => each.id === id);
    if (copy) return copy;
    throw new InvalidError('this copy is not kept any more');
  }

  /** What is there now, as far as is known: at least the copy itself. */
  const expectKnown = async (pubkey: string, copy: NostrEvent): Promise<NostrEvent> =>
    (await replacing.held(pubkey, copy)).known ?? copy;

  return {
    async getHistory(_caller: UiCaller, pubkey: string): Promise<HistoryPlace[]> {
      const kept = await sessions.loadCopies(pubkey);
      const places: EventPlace[] = [];
      for (const event of kept) {
        const place = toPlace(event);
        if (place && !places.some((each) => isSamePlace(each, place))) places.push(place);
      }
      return Promise.all(
        places
          .toSorted((one, other) => one.kind - other.kind || (one.d ?? '').localeCompare(other.d ?? ''))
          .map(async ({ kind, d }) => {
            const place = { kind, tags: d === undefined ? [] : [['d', d]] };
            const { known, earlier } = await replacing.held(pubkey, place, kept);
            const title = toFieldTags(known?.tags ?? []).get('title');
            const copies = [...(known ? [known] : []), ...earlier].map(toCopyHead);
            return { kind, ...(d === undefined ? {} : { d }), ...(title ? { title } : {}), copies };
          }),
      );
    },

    async planRestore(_caller: UiCaller, pubkey: string, id: string) {
      const session = expectSigner(rooms, pubkey);
      const copy = await expectCopy(pubkey, id);
      await replacing.look(pubkey, copy).found;
      const known = await expectKnown(pubkey, copy);
      const { kind, tags, content, created_at } = copy;
      return {
        copy: { kind, tags, content, created_at },
        base: known.id,
        diff: toReplaceDiff(known, copy),
        relays: replacing.toRelayUrls(session),
      };
    },

    restoreCopy: command(async (pubkey: string, id: string, base: string, password = '') => {
      const session = expectSigner(rooms, pubkey);
      const copy = await expectCopy(pubkey, id);
      const relays = replacing.toRelayUrls(session);
      if (relays.length === 0) throw new InvalidError('there must be a relay to publish to, got none');
      const known = await expectKnown(pubkey, copy);
      const expectBase = async () => {
        if ((await expectKnown(pubkey, copy)).id === base) return;
        throw new InvalidError('what is there now has changed since it was shown');
      };
      await expectBase();
      const created_at = Math.max(Math.floor(Date.now() / 1_000), known.created_at + 1);
      const event = { pubkey, kind: copy.kind, tags: copy.tags, content: copy.content, created_at };
      const { length } = serializeEvent(event);
      if (length > MAX_TEXT) {
        throw new FacetError(
          'too-large',
          `the event must have at most ${MAX_TEXT} characters, got ${length}`,
        );
      }
      if (asksPassword(store.state, pubkey)) await vault.confirm(password);
      const signed = expectSigned(event, await session.signer.signEvent(event));
      await expectBase(); // a remote signer may have taken minutes
      await outbox.add([signed], relays);
      sessions.keepCopies(pubkey, [known, signed]);
      sessions.apply(signed);
    }),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
