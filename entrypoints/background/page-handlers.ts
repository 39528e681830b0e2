/** What web pages may ask: one short function per method of `pageApi`. */
import type { EventDraft, UnsignedEvent } from '#lib/nostr/event';
import { parseLink } from '#lib/nostr/link';
import { RELAYS } from '#lib/nostr/lists';
import { expectWellFormed } from '#lib/nostr/well-formed';
import { toSignQuestion } from '#lib/permissions/questions';
import type { Authorize } from '#lib/requests/authorize';
import { isBlocked } from '#lib/requests/blocked';
import type { PageCaller } from '#lib/requests/caller';
import { expectSigned } from '#lib/requests/checked';
import { createDelivery } from '#lib/requests/delivery';
import type { Identity } from '#lib/requests/identity';
import type { Replacing } from '#lib/requests/replacing';
import { classify } from '#lib/requests/classify';
import { rememberSignIn } from '#lib/requests/sign-ins';
import { note, noteDraft } from '#lib/requests/trace';
import type { Handlers, PageApi } from '#lib/rpc/contract';
import type { CipherPrompt } from '#lib/rpc/prompt';
import type { ChoiceBooks } from '#lib/sessions/choices';
import type { Session } from '#lib/sessions/session';
import type { Sessions } from '#lib/sessions/sessions';
import type { Tabs } from '#lib/sessions/tabs';
import type { StateStore } from '#lib/vault/state-store';
import type { Links } from './links';
import type { WebPages } from './web-pages';

export interface PageRooms {
  store: StateStore;
  sessions: Sessions;
  choices: ChoiceBooks;
  tabs: Tabs;
  identity: Identity;
  authorize: Authorize;
  replacing: Replacing;
  webPages: Pick<WebPages, 'arrive'>;
  links: Pick<Links, 'follow'>;
}

export function createPageHandlers(rooms: PageRooms): Handlers<PageApi, PageCaller> {
  const { store, sessions, choices, tabs, identity, authorize, replacing, webPages, links } = rooms;

  const deliver = createDelivery({ store, choices, identity });

  async function getPublicKey(caller: PageCaller): Promise<string> {
    const { pubkey } = await identity.expect(caller);
    await identity.tell(caller, pubkey);
    return pubkey;
  }

  async function signEvent(caller: PageCaller, draft: EventDraft) {
    const { kind, tags, content, created_at = Math.floor(caller.askedAt / 1000) } = draft;
    const event = { kind, tags, content, created_at };
    noteDraft(caller, event);
    expectWellFormed(event);
    const session = await identity.expect(caller, draft.pubkey);
    const { signer, pubkey } = await authorize(caller, session, {
      question: toSignQuestion(event),
      shown: { type: 'sign', pubkey: session.pubkey, event },
      named: draft.pubkey !== undefined,
    });
    const unsigned: UnsignedEvent = { ...event, pubkey };
    // before it is signed, which may take a remote signer seconds: meanwhile another account may ask for the same relay
    await rememberSignIn(store, caller, unsigned);
    const signing = deliver(caller, pubkey, () => signer.signEvent(unsigned));
    const signed = expectSigned(unsigned, await signing);
    replacing.keep(signed);
    return signed;
  }

  /** One of the four encryption methods. */
  function crypt(method: CipherPrompt['method']) {
    const [protocol, action] = method.split('.') as ['nip04' | 'nip44', 'encrypt' | 'decrypt'];
    return async (caller: PageCaller, peer: string, text: string, self?: string): Promise<string> => {
      /** What was read for a rule is what is handed over: it is not asked for twice, and cannot have changed. */
      const read = new Map<Session['signer'], string>();
      const run = async (signer: Session['signer']) => {
        const result = read.get(signer) ?? (await signer[protocol][action](peer, text));
        read.set(signer, result);
        return result;
      };
      note(caller, { peer });
      const session = await identity.expect(caller, self);
      const { signer, pubkey } = await authorize(caller, session, {
        question: { method, peer },
        shown: {
          type: 'cipher',
          method,
          pubkey: session.pubkey,
          peer,
          length: text.length,
          ...(action === 'encrypt' ? { plaintext: text } : {}),
        },
        unseen: text,
        ...(method === 'nip44.decrypt' ? { classify: ({ signer }) => classify(() => run(signer)) } : {}),
        named: self !== undefined,
      });
      return deliver(caller, pubkey, () => run(signer));
    };
  }

  /** The session this page is connected as, without asking anybody. */
  function getConnected(caller: PageCaller) {
    if (!sessions.current) return undefined;
    const { pubkey } = identity.accountOf(caller);
    return pubkey !== undefined && identity.isConnected(caller, pubkey) ? sessions.get(pubkey) : undefined;
  }

  return {
    getPublicKey,
    signEvent,
    // tells no pubkey: a page that asked getPublicKey before still believes what it heard then
    async enable(caller) {
      await identity.expect(caller);
      return true;
    },
    isEnabled: (caller) => getConnected(caller) !== undefined,
    async getRelays(caller) {
      await sessions.whenRestored();
      const { relays = {} } = getConnected(caller)?.summary.known[RELAYS] ?? {};
      return relays;
    },
    'nip04.encrypt': crypt('nip04.encrypt'),
    'nip04.decrypt': crypt('nip04.decrypt'),
    'nip44.encrypt': crypt('nip44.encrypt'),
    'nip44.decrypt': crypt('nip44.decrypt'),

    async checkIn(caller, listens) {
      tabs.see(caller);
      tabs.listen(caller.tabId, listens);
      // while locked a page is told nothing: it is still who it was
      if (!sessions.current || isBlocked({ store, choices }, caller)) return { pubkey: null, changed: false };
      const believed = identity.believedBy(caller);
      const pubkey = getConnected(caller)?.pubkey ?? null;
      const changed = believed !== undefined && believed !== pubkey;
      if (changed && listens && pubkey !== null) await identity.tell(caller, pubkey);
      return { pubkey, changed };
    },
    report(caller, holder, others) {
      tabs.see(caller);
      tabs.hold(caller.tabId, { holder, others });
      return true;
    },
    openLink: (caller, link) => links.follow(caller, parseLink(link)),
    arrive(caller) {
      tabs.see(caller);
      webPages.arrive(caller.tabId);
      return true;
    },
  };
}
