/** What Facet's own pages may ask of what it publishes itself, and of the relays of an account. */
import { eventDraft } from '../nostr/event';
import { returns } from './method';
import { boolean, hex32, list, optional, string } from './parse';
import type { ProfileBase, RelayFacts, RelayLists, RelaySuggestions, RelayUseView } from './relays';
import type { Snapshot } from './snapshot';

const pubkey = ['account', hex32] as const;

export const publishingApi = {
  /** What an edit of the profile starts from: the newest known kind 0, and the relays it would go to. */
  getProfile: returns<ProfileBase>()(pubkey),
  /**
   * Signs these events of kind 0, 10002 or 10050 as they are and publishes them to these relays, now or later.
   * `base` is the id of the event that a single one was made from; absent where none was known. If another one is
   * known, or one of what several would replace, it throws `invalid`. The password is for accounts that always ask it.
   */
  publishEvents: returns<Snapshot>()(
    pubkey,
    ['events', list(eventDraft, 3)],
    ['relays', list(string(500), 20)],
    ['base', optional(hex32)],
    ['password', optional(string(1_000))],
  ),
  /** The lists of relays of an account. `ask`: its relays are asked first for newer ones, three seconds at most. */
  getRelayLists: returns<RelayLists>()(pubkey, ['ask', boolean]),
  /** Which relays the accounts use, as far as is known. */
  getRelayUses: returns<RelayUseView[]>()(),
  /** What a relay says of itself (NIP-11), asked over https the first time. Throws `unsupported` for ws. */
  getRelayFacts: returns<RelayFacts>()(['relay', string(500)]),
  /** Where the people this account follows write: relays that it does not use yet. Some relays are asked, for seconds. */
  suggestRelays: returns<RelaySuggestions>()(pubkey),

  /** Asks the relays again that have not accepted this event. */
  retryPublishing: returns<Snapshot>()(['event', hex32]),
  dropPublishing: returns<Snapshot>()(['event', hex32]),
};
