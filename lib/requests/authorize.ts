/**
 * May this page do this, as whom? A rule decides, else the person. A page that believes it is someone else than
 * it would act as is never served by a rule: the person is shown both accounts and chooses. Nor is an account that
 * asks the password every time; `createAnswer` asks it. Nor is what would link two of the person's accounts, unless
 * these may be seen together.
 */
import { findLinks } from '../permissions/guard';
import { allowTogether } from '../permissions/pairs';
import { allow, connect, refuse } from '../permissions/permissions';
import { isReplaceable } from '../nostr/kinds';
import type { TextClass } from '../nostr/plaintext';
import type { Question } from '../permissions/policy';
import { toSignQuestion } from '../permissions/questions';
import { weigh, type Weighed } from '../permissions/weigh';
import type { Prompts, Question as Asked } from '../prompts/prompts';
import { FacetError } from '../rpc/errors';
import { toActor, type Link, type PromptAnswer, type PromptView } from '../rpc/prompt';
import type { RuleView } from '../rpc/snapshot';
import { chooseForSite, type ChoiceBooks } from '../sessions/choices';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';
import type { Tabs } from '../sessions/tabs';
import type { StateStore } from '../vault/state-store';
import type { PageCaller } from './caller';
import { rejected, type Identity } from './identity';
import type { Replacing } from './replacing';
import { note, noteAnswer } from './trace';

export interface AuthorizeRooms {
  store: StateStore;
  sessions: Sessions;
  choices: ChoiceBooks;
  prompts: Prompts;
  identity: Identity;
  tabs: Pick<Tabs, 'settle'>;
  replacing: Pick<Replacing, 'isForPerson'>;
  reloadTab: (tabId: number) => void;
}

/** What is about to be done: the part rules match, and the part a person reads. */
export interface Deed {
  question: Omit<Question, 'pubkey' | 'origin'>;
  shown: Exclude<Asked, { type: 'connect' }>;
  /** As for `prompts.ask`. */
  unseen?: string;
  /** What the text is that this session would hand over, where a rule depends on it; nobody else learns of it. */
  classify?: (session: Session) => Promise<TextClass>;
  /** The page named its account itself, so what it believes is out of question. */
  named: boolean;
}

/** Who acts, and what was shown of it. */
interface Acting {
  author: Session;
  links: readonly Link[];
  /** The page believed in another account than the one it would have got. */
  isTold: boolean;
}

export type Authorize = ReturnType<typeof createAuthorize>;

export function createAuthorize(rooms: AuthorizeRooms) {
  const { store, sessions, choices, prompts, identity, tabs, replacing, reloadTab } = rooms;
  /** Answers that no person gave, and the rules that did. */
  const ruled = new WeakMap<PromptAnswer, RuleView>();

  /** What the answer says: who acts, and what is remembered. */
  async function accept(
    caller: PageCaller,
    deed: Deed,
    answer: PromptAnswer & { answer: 'allow' },
    { author, links, isTold }: Acting,
  ): Promise<void> {
    const { origin } = caller;
    const { pubkey } = author;
    const pins = isTold && answer.pin;
    const together = answer.pairs ? links : [];
    if (pins || together.length > 0 || answer.remember !== 'once') {
      await choices.change(caller, (draft) => {
        if (pins) {
          connect(draft, origin, pubkey, Date.now());
          chooseForSite(draft, caller, pubkey);
        }
        for (const link of together) allowTogether(draft, pubkey, link.pubkey);
        allow(draft, { ...deed.question, origin, pubkey, ...ofClass(answer) }, answer.remember, Date.now());
      });
      settleByRules();
    }
    if (pins) {
      identity.unchoose(caller);
      await identity.tell(caller, pubkey);
      tabs.settle(caller, pubkey);
      await identity.settleBelief(caller);
    }
  }

  /** What the deed would link this account to. Encrypting shows nobody anything: the event that carries it does. */
  function linksOf({ shown }: Deed, pubkey: string): Link[] {
    if (shown.type !== 'sign') return [];
    const held = sessions.all.map((session) => session.pubkey);
    return findLinks(pubkey, shown.event, held, store.state);
  }

  /** Whether it would replace much by little, undo what is newer, or the like: no rule is enough for that. */
  const losesMuch = async ({ shown }: Deed, pubkey: string, isRuled: boolean): Promise<boolean> =>
    shown.type === 'sign' &&
    isReplaceable(shown.event.kind) &&
    (await replacing.isForPerson(pubkey, shown.event, isRuled));

  /** What is shown of whoever may act. */
  function toQuestionOf(deed: Deed, session: Session, told: string | undefined, loses: boolean) {
    const links = linksOf(deed, session.pubkey);
    const toldLinks = told !== undefined && sessions.get(told) ? linksOf(deed, told) : [];
    return {
      ...deed.shown,
      ...(loses ? { loses } : {}),
      ...(links.length > 0 ? { links } : {}),
      ...(told === undefined ? {} : { told }),
      ...(toldLinks.length > 0 ? { toldLinks } : {}),
    };
  }

  /** A no that is kept: for exactly what was asked, of the account that was shown. */
  async function keepRejecting(
    caller: PageCaller,
    { question }: Deed,
    { pubkey }: Session,
    answer: PromptAnswer & { answer: 'reject' },
  ): Promise<void> {
    const { remember = 'once' } = answer;
    let made: RuleView | undefined;
    await choices.change(caller, (draft) => {
      const asked = { ...question, origin: caller.origin, pubkey, ...ofClass(answer) };
      made = refuse(draft, asked, remember, Date.now());
    });
    if (!made) return;
    note(caller, { decided: { by: 'click', no: true, made } });
    settleByRules();
  }

  /** A new rule may answer other waiting requests too; beliefs, and links and losses where it allows, are the person's. */
  function settleByRules(): void {
    prompts.settleAll((view) => {
      if (view.type === 'connect' || view.told !== undefined) return undefined;
      const { verdict, rule } = weigh(store.state, choices.of(view).rules, toQuestion(view), Date.now());
      if (verdict !== 'allow' && verdict !== 'deny') return undefined;
      const needsPerson = view.links !== undefined || (view.type === 'sign' && view.loses);
      if (verdict === 'allow' && needsPerson) return undefined;
      const answer: PromptAnswer =
        verdict === 'deny'
          ? { answer: 'reject' }
          : { answer: 'allow', remember: 'once', as: 'account', pin: false };
      ruled.set(answer, rule);
      return answer;
    });
  }

  /**
   * A call may have waited while its page was told another account: what counts is whom the page meant. These are the
   * page's own words, so they bring up no account that it does not know.
   */
  function believedAtCall(caller: PageCaller, pubkey: string): string | undefined {
    const { told } = caller;
    if (told === undefined) return identity.believedUntold(caller);
    const believed = identity.believedBy(caller);
    if (told === pubkey || told === believed || identity.isSettled(caller, told)) return believed;
    if (identity.heardOf(caller).includes(told)) return told;
    throw new FacetError('denied', 'the account of this page has changed; please reload it');
  }

  /** Whom the page believes in instead, and else what the rules say. Throws `denied` where one refuses. */
  function look(
    caller: PageCaller,
    { pubkey }: Session,
    deed: Deed,
    known: TextClass | undefined,
  ): { told?: string; weighed?: Weighed } {
    const believed = deed.named ? undefined : believedAtCall(caller, pubkey);
    if (believed !== undefined && believed !== pubkey) return { told: believed };
    const asked = { ...deed.question, origin: caller.origin, pubkey, ...ofClass({ class: known }) };
    const weighed = weigh(store.state, choices.of(caller).rules, asked, Date.now());
    const { verdict, rule } = weighed;
    if (rule) note(caller, { decided: { by: 'rule', rule } });
    if (verdict === 'deny') throw rejectedByRule();
    return { weighed };
  }

  /** The session that may do the deed. Throws `denied`. */
  return async (caller: PageCaller, session: Session, deed: Deed): Promise<Session> => {
    note(caller, { pubkey: session.pubkey });
    const refusal = session.signer.refusal(deed.question.method);
    if (refusal !== undefined) throw new FacetError('unsupported', refusal);
    let known: TextClass | undefined;
    for (;;) {
      const { weighed: early } = look(caller, session, deed, known); // what is refused is not compared with anything
      if (early?.verdict === 'needs-class') known = (await deed.classify?.(session)) ?? 'other';
      const loses = await losesMuch(deed, session.pubkey, early?.verdict === 'allow');
      const { told, weighed } = look(caller, session, deed, known);
      if (weighed?.verdict === 'needs-class') continue; // a rule that has come meanwhile
      const question = toQuestionOf(deed, session, told, loses);
      if (weighed?.verdict === 'allow' && !loses && question.links === undefined) return session;
      note(caller, { decided: { by: 'nobody' } });
      const asking = prompts.ask(caller, question, { unseen: deed.unseen });
      const answer = await noteAnswer(caller, asking, told === undefined ? 'click' : 'choice');
      const rule = ruled.get(answer);
      if (rule) note(caller, { decided: { by: 'rule', rule } });
      if (answer.answer === 'reload') reloadTab(caller.tabId);
      if (answer.answer === 'reject' && answer.remember !== undefined)
        await keepRejecting(caller, deed, session, answer);
      if (answer.answer !== 'allow') throw rule ? rejectedByRule() : rejected();
      if (rule) continue; // it answers what waited, as far as it is enough for what is known by now
      const { pubkey, links } = toActor(question, answer.as);
      const author = sessions.expect(pubkey);
      // while the person looked, another account may have come, or signed in to that relay: that was not shown
      const isShown = (link: Link) =>
        links.some((each) => each.pubkey === link.pubkey && each.by === link.by);
      if (!linksOf(deed, pubkey).every(isShown)) continue;
      note(caller, { pubkey: author.pubkey });
      await accept(caller, deed, answer, { author, links, isTold: told !== undefined });
      return author;
    }
  };
}

/** The class as a part of a question, where there is one. */
const ofClass = ({ class: named }: { class?: TextClass | undefined }): Pick<Question, 'class'> =>
  named === undefined ? {} : { class: named };

const rejectedByRule = () => new FacetError('denied', 'a rule of the user rejects this');

/** The rule question behind a shown request. */
function toQuestion(view: Exclude<PromptView, { type: 'connect' }>): Question {
  const { origin, pubkey } = view;
  return view.type === 'sign'
    ? { origin, pubkey, ...toSignQuestion(view.event) }
    : { origin, pubkey, method: view.method, peer: view.peer };
}
