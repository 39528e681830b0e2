/**
 * Relays that are not listened to for an hour, because of what they sent. An honest relay never sends anything forged,
 * and little that nobody asked for. Kept in memory: the next worker gives each of them another try.
 */
import { readRelayUrl } from '../nostr/relay-url';

/** What a relay sent: an event that is not what it claims to be, or anything that nobody asked for. */
export type Offence = 'forged' | 'useless';

/** As many as this of one sort within a minute are too many. */
const TOO_MANY: Record<Offence, number> = { forged: 20, useless: 3_000 };
const WINDOW = 60_000;

/** How long it is not listened to (ms). */
const PENALTY = 60 * 60_000;

/** One relay is one, however its address is written. */
const toKey = (url: string): string => readRelayUrl(url)[0] ?? url;

interface Tally {
  since: number;
  counts: Record<Offence, number>;
}

export type Distrust = ReturnType<typeof createDistrust>;

/** `onChange` runs when a relay is no longer listened to. */
export function createDistrust(onChange: () => void = () => undefined) {
  const tallies = new Map<string, Tally>();
  const out = new Map<string, { reason: Offence; until: number }>();
  const listeners = new Map<string, Set<() => void>>();

  function reasonOf(url: string): Offence | undefined {
    const found = out.get(toKey(url));
    return found && found.until > Date.now() ? found.reason : undefined;
  }

  return {
    /** Why this relay is not listened to now; undefined: it is. */
    reasonOf,

    /** This relay sent something that no honest relay sends, or that is of no use. */
    note(url: string, offence: Offence): void {
      if (reasonOf(url)) return;
      const [key, now] = [toKey(url), Date.now()];
      let tally = tallies.get(key);
      if (!tally || now - tally.since > WINDOW) tally = { since: now, counts: { forged: 0, useless: 0 } };
      tallies.set(key, tally);
      tally.counts[offence] += 1;
      if (tally.counts[offence] < TOO_MANY[offence]) return;
      tallies.delete(key);
      out.set(key, { reason: offence, until: now + PENALTY });
      for (const listener of [...(listeners.get(key) ?? [])]) listener();
      onChange();
    },

    /** Runs `listener` when this relay is no longer listened to, until the returned function is called. */
    onOut(url: string, listener: () => void): () => void {
      const key = toKey(url);
      const all = listeners.get(key) ?? new Set();
      listeners.set(key, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0 && listeners.get(key) === all) listeners.delete(key);
      };
    },
  };
}
