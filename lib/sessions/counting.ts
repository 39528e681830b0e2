/**
 * Counts what the private parts of mute lists have in them: in the background, one list after the other, while the
 * vault is open. The tags are dropped as soon as they are counted; what stays is a number, in the sealed summary.
 */
import type { NostrEvent } from '../nostr/event';
import { MUTES } from '../nostr/lists';
import { readPrivatePart } from '../signers/private-part';
import type { StoredAccount } from '../storage/state';
import type { Session } from './session';
import { countMutes, type Known } from './summary';

export interface CountingRooms {
  /** The live sessions; none while locked. */
  getSessions: () => readonly Session[];
  /** The stored account; undefined while locked too. */
  find: (pubkey: string) => StoredAccount | undefined;
  /** The event of this kind that is known of an account, from disk. */
  loadKnown: (pubkey: string, kind: number) => Promise<NostrEvent | undefined>;
  /** More is known of this account now. */
  onCounted: (account: StoredAccount, session: Session) => void;
}

/** Whether the key is here and may be used unasked. */
const isOpenToUs = ({ kind, stepUp }: StoredAccount): boolean => kind === 'secret-key' && !stepUp;

export function createCounting({ getSessions, find, loadKnown, onCounted }: CountingRooms) {
  /** Lists that have just come, by their author: the disk need not be asked for them. */
  const fresh = new Map<string, NostrEvent>();
  /** Lists that something else than their content kept from being read: the next unlock tries again. */
  const givenUp = new Set<string>();
  let isAsked = false;
  let isRunning = false;

  /** Whether a look at the list of this session's account would tell more of it. */
  function isDue({ pubkey, summary }: Session): boolean {
    const known = summary.known[MUTES];
    const account = find(pubkey);
    if (!known || !account || givenUp.has(known.id)) return false;
    return known.private === undefined || (known.private === 'closed' && isOpenToUs(account));
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (isAsked) {
      isAsked = false;
      // each waits for the disk or for a cipher of the browser: pages are answered between two of them
      for (const session of getSessions()) if (isDue(session)) await look(session);
    }
    isRunning = false;
  }

  async function look(session: Session): Promise<void> {
    const { pubkey } = session;
    const id = session.summary.known[MUTES]?.id ?? '';
    const own = fresh.get(pubkey);
    try {
      const event = own?.id === id ? own : await loadKnown(pubkey, MUTES);
      if (event?.id === id) keep(session, id, await count(session, event));
    } catch {
      if (find(pubkey)) givenUp.add(id); // else locked or logged out, which ends it
    }
    if (fresh.get(pubkey) === own) fresh.delete(pubkey);
  }

  async function count({ pubkey, signer }: Session, event: NostrEvent): Promise<Partial<Known>> {
    const open = countMutes(event);
    const account = find(pubkey);
    if (open.private === 'none' || !account || !isOpenToUs(account)) return open;
    const secret = await readPrivatePart(signer, event.content);
    return secret ? countMutes(event, secret) : { ...open, private: 'unreadable' };
  }

  /** Keeps it, if this is still the session, and that still its list. */
  function keep(session: Session, id: string, counted: Partial<Known>): void {
    const { pubkey, summary } = session;
    const known = summary.known[MUTES];
    const account = find(pubkey);
    if (!account || known?.id !== id || !getSessions().includes(session)) return;
    session.summary = { ...summary, known: { ...summary.known, [MUTES]: { ...known, ...counted } } };
    onCounted(account, session);
  }

  /** Looks at what is due, in the background. */
  function follow(): void {
    isAsked = true;
    if (!isRunning) void run();
  }

  return {
    follow,

    /** An event has come, and was taken by the session of its author. */
    onEvent(event: NostrEvent, session: Session): void {
      if (event.kind !== MUTES || !isDue(session)) return;
      fresh.set(event.pubkey, event);
      follow();
    },

    /** Forgets what waits, as the lock does. */
    forget(): void {
      fresh.clear();
      givenUp.clear();
    },
  };
}
