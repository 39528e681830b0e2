/**
 * May this page do this, as whom? A rule decides, else the person. A page that believes it is someone else than
 * it would act as is never served by a rule: the person is shown both accounts and chooses. Nor is an account that
 * asks the password every time; `createAnswer` asks it.
 */
import { allow, asksPassword, connect } from '../permissions/permissions';
import { decide, type Question } from '../permissions/policy';
import type { Prompts, Question as Asked } from '../prompts/prompts';
import { FacetError } from '../rpc/errors';
import type { PromptAnswer, PromptView } from '../rpc/prompt';
import type { ChoiceBooks } from '../sessions/choices';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';
import type { StateStore } from '../vault/state-store';
import type { PageCaller } from './caller';
import { rejected, type Identity } from './identity';

export interface AuthorizeRooms {
  store: StateStore;
  sessions: Sessions;
  choices: ChoiceBooks;
  prompts: Prompts;
  identity: Identity;
  reloadTab: (tabId: number) => void;
}

/** What is about to be done: the part rules match, and the part a person reads. */
export interface Deed {
  question: Omit<Question, 'pubkey' | 'origin'>;
  shown: Asked & { pubkey: string };
  /** As for `prompts.ask`. */
  unseen?: string;
  /** The page named its account itself, so what it believes is out of question. */
  named: boolean;
}

export type Authorize = ReturnType<typeof createAuthorize>;

export function createAuthorize({ store, sessions, choices, prompts, identity, reloadTab }: AuthorizeRooms) {
  /** What the answer says: who acts, and what is remembered. */
  async function accept(
    caller: PageCaller,
    session: Session,
    deed: Deed,
    answer: PromptAnswer,
    told: string | undefined,
  ): Promise<Session> {
    if (answer.answer === 'reload') reloadTab(caller.tabId);
    if (answer.answer !== 'allow') throw rejected();
    const author = sessions.expect(told && answer.as === 'told' ? told : session.pubkey);
    const { origin } = caller;
    const { pubkey } = author;
    const pins = told !== undefined && answer.pin;
    if (pins || answer.remember !== 'once') {
      await choices.change(caller, (draft) => {
        if (pins) {
          connect(draft, origin, pubkey, Date.now());
          (draft.sites[origin] ??= { usedAt: Date.now() }).pubkey = pubkey;
        }
        allow(draft, { ...deed.question, origin, pubkey }, answer.remember, Date.now());
      });
      settleByRules();
    }
    if (pins) {
      identity.unchoose(caller);
      await identity.tell(caller, pubkey);
      await identity.settleBelief(caller);
    }
    return author;
  }

  /** A new rule may answer other waiting requests too; what the page believes is still put to the person. */
  function settleByRules(): void {
    prompts.settleAll((view) => {
      if (view.type === 'connect' || view.told !== undefined) return undefined;
      if (asksPassword(store.state, view.pubkey)) return undefined;
      const { rules } = choices.of(view);
      const verdict = decide(rules, toQuestion(view), Date.now());
      return verdict === 'allow'
        ? { answer: 'allow', remember: 'once', as: 'account', pin: false }
        : undefined;
    });
  }

  /**
   * A call may have waited while its page was told another account: what counts is whom the page meant. These are the
   * page's own words, so they bring up no account that it does not know.
   */
  function believedAtCall(caller: PageCaller, pubkey: string): string | undefined {
    const { told } = caller;
    if (told === undefined || told === pubkey) return identity.believedBy(caller);
    if (identity.knows(caller).includes(told)) return told;
    throw new FacetError('denied', 'the account of this page has changed; please try again');
  }

  /** The session that may do the deed. Throws `denied`. */
  return async (caller: PageCaller, session: Session, deed: Deed): Promise<Session> => {
    const refusal = session.signer.refusal(deed.question.method);
    if (refusal !== undefined) throw new FacetError('unsupported', refusal);
    const believed = deed.named ? undefined : believedAtCall(caller, session.pubkey);
    const told = believed === session.pubkey ? undefined : believed;
    if (told === undefined) {
      const { origin } = caller;
      const verdict = decide(
        choices.of(caller).rules,
        { ...deed.question, origin, pubkey: session.pubkey },
        Date.now(),
      );
      if (verdict === 'allow' && !asksPassword(store.state, session.pubkey)) return session;
      if (verdict === 'deny') throw new FacetError('denied', 'a rule of the user rejects this');
    }
    const question = told === undefined ? deed.shown : { ...deed.shown, told };
    return accept(caller, session, deed, await prompts.ask(caller, question, { unseen: deed.unseen }), told);
  };
}

/** The rule question behind a shown request. */
function toQuestion(view: Exclude<PromptView, { type: 'connect' }>): Question {
  const { origin, pubkey } = view;
  return view.type === 'sign'
    ? { origin, pubkey, method: 'signEvent', kind: view.event.kind }
    : { origin, pubkey, method: view.method, peer: view.peer };
}
