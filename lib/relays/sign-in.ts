/**
 * Signing in over one socket (NIP-42): only where a relay refuses something without it, only with the socket's newest
 * challenge, and once for each. Whether that may be, and as whom, is known to `prove`; without it nobody signs in.
 */
import type { Proof } from '../nostr/relay-auth';
import type { SignInAnswer } from '../rpc/sign-ins';
import type { RelayView } from '../rpc/relays';

/** Longest challenge that is answered, in characters. */
export const MAX_CHALLENGE = 500;

/** Longest text of a relay's own that is kept, in characters. */
export const MAX_SAID = 200;

/** Signs in as an account, if the person wants that; undefined where not. */
export type Prove = (url: string, challenge: string) => Promise<Proof | undefined>;

/** What the person has said of signing in, and the one way to do it. */
export interface SignIns {
  /** Of this account at this relay; `never` also where it could not. */
  says(pubkey: string, url: string): SignInAnswer;
  prove(pubkey: string, url: string, challenge: string): Promise<Proof | undefined>;
}

/** What was refused: `again` runs once the relay knows who asks, `giveUp` where it will not, for now. */
export interface Refused {
  again(): void;
  giveUp(): void;
}

export interface SignInSocket {
  /** Exactly as it was connected to. */
  url: string;
  prove?: Prove | undefined;
  send(frame: string): void;
  /** The relay sent what nobody can use. */
  onUseless(): void;
  onChange(): void;
}

export type SignIn = ReturnType<typeof createSignIn>;

export function createSignIn({ url, prove, send, onUseless, onChange }: SignInSocket) {
  let state: RelayView['signIn'];
  let trouble: RelayView['trouble'];
  let challenge: string | undefined;
  /** The challenge that was answered last, or tried to. */
  let tried: string | undefined;
  let proof: Proof | undefined;
  /** What was refused on this socket and not asked again since. */
  const waiting = new Map<string, Refused>();
  /** Of that, what may still be answered. */
  let hopeful: Refused[] = [];
  /** Another one for each socket: what was signed for the one before is not sent on the next. */
  let life = {};

  function become(next: RelayView['signIn']): void {
    if (state === next) return; // a relay may say the same as often as it likes
    state = next;
    onChange();
  }

  function giveUp(): void {
    for (const each of hopeful.splice(0)) each.giveUp();
  }

  async function attempt(): Promise<void> {
    if (!prove || state !== 'wanted' || challenge === undefined || challenge === tried) return;
    const [mine, asked] = [life, challenge];
    tried = asked;
    become('signing');
    const made = await prove(url, asked);
    if (mine === life && challenge === asked && made) {
      proof?.over();
      proof = made;
      send(JSON.stringify(['AUTH', made.event]));
      return;
    }
    made?.over();
    if (mine !== life) return;
    if (challenge !== asked) {
      become('wanted');
      return attempt();
    }
    become(trouble ? 'refused' : 'wanted'); // what was not taken a moment ago is not offered again
    giveUp();
  }

  function refuse(said: unknown): void {
    trouble = {
      at: Date.now(),
      ...(typeof said === 'string' ? { said: said.trim().slice(0, MAX_SAID) } : {}),
    };
    become('refused');
    giveUp();
  }

  return {
    /** How it stands, as the pages are told. */
    get view(): Pick<RelayView, 'signIn' | 'trouble'> {
      return { ...(state ? { signIn: state } : {}), ...(trouble ? { trouble } : {}) };
    },

    /** The relay would take a sign-in with this challenge; many say so to everybody. */
    challenge(said: unknown): void {
      if (typeof said !== 'string' || said === '' || said.length > MAX_CHALLENGE) return onUseless();
      if (challenge !== undefined) onUseless(); // it may ask anew, and has little reason to
      challenge = said;
      void attempt();
    },

    /** The relay refuses what has this id, and says why; false: not for want of a sign-in. */
    refuses(id: string, said: unknown, refused: Refused): boolean {
      const [, why] = typeof said === 'string' ? (/^(auth-required|restricted):/.exec(said) ?? []) : [];
      // whoever is not known yet may be told that it is closed to them; signing in is asked for in other words
      if (why === undefined || (why === 'restricted' && state !== 'done')) return false;
      if (waiting.has(id)) {
        onUseless();
        return true;
      }
      waiting.set(id, refused);
      hopeful.push(refused);
      const isTried = challenge !== undefined && challenge === tried;
      if (state === 'refused') giveUp();
      else if (state === 'done' && (isTried || why === 'restricted')) refuse(said);
      else if (state !== 'signing') {
        become('wanted');
        if (!prove || isTried) giveUp();
        else void attempt();
      }
      return true;
    },

    /** What the relay says of an event; false: it was not the one that signs in. */
    answer(id: unknown, isTaken: unknown, said: unknown): boolean {
      if (!proof || id !== proof.event.id) return false;
      if (state !== 'signing') onUseless();
      else if (isTaken === true) {
        trouble = undefined;
        become('done');
        const refused = [...waiting.values()];
        waiting.clear();
        hopeful = [];
        for (const each of refused) each.again();
      } else {
        proof.refused();
        refuse(said);
      }
      return true;
    },

    /** The socket is gone, and with it all that was said on it but what went wrong. */
    reset(): void {
      life = {};
      proof?.over();
      waiting.clear();
      hopeful = [];
      [state, challenge, tried, proof] = [undefined, undefined, undefined, undefined];
    },
  };
}
