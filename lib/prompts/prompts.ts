/**
 * Page requests that wait for the person. Each is frozen when it arrives; an answer counts only for the digest
 * that was shown. Nothing here must survive the worker: content scripts ask again, and get the same prompt.
 */
import { InvalidError, type FacetError } from '../rpc/errors';
import type { GivenAnswer, PromptAnswer, PromptView } from '../rpc/prompt';
import type { PendingView } from '../rpc/snapshot';
import type { Asker, Asking, Question } from './asking';
import { digestOf } from './digest';
import { expectFitting } from './fitting';
import { createEntries, REPEAT_WITHIN } from './entries';
import { toGroup } from './groups';
import { createKeptAnswers } from './kept-answers';
import { createPostponed, createRejections, type AskingPlace } from './places';

const toId = (shared: string, digest: string): string => digestOf([shared, digest]).slice(0, 32);

export type { Asker, Question } from './asking';

export type Prompts = ReturnType<typeof createPrompts>;

/** `onChange` runs when a request begins or ceases to wait. */
export function createPrompts(onChange: () => void) {
  const entries = createEntries(onChange, changed);
  const toEntries = () => entries.all.map(([, entry]) => entry);
  const kept = createKeptAnswers();
  const postponed = createPostponed();
  const rejections = createRejections();
  /** The last window went before it had shown anything of what waits. */
  let unseen = false;

  /** Fewer requests wait. */
  function changed(): void {
    if (entries.all.length === 0) unseen = false;
    void postponed.keepOnly(toEntries());
    onChange();
  }

  /** As `expectEntry`, of a request that was shown as it is. */
  async function expectShown(id: string, digest: string) {
    const { view, unseen } = await entries.expectEntry(id);
    if (!view || view.digest !== digest) throw new InvalidError('the request has changed; look at it again');
    return { view, unseen };
  }

  async function answerAll(
    given: readonly GivenAnswer[],
    confirm?: (asked: readonly { view: PromptView; answer: PromptAnswer }[]) => Promise<void>,
  ): Promise<void> {
    if (new Set(given.map(({ id }) => id)).size < given.length)
      throw new InvalidError('a request was answered twice');
    const asked = await Promise.all(
      given.map(async ({ id, digest, answer }) => {
        const { view } = await expectShown(id, digest);
        expectFitting(view, answer);
        return { view, answer };
      }),
    );
    await confirm?.(asked);
    const waiting = await Promise.all(
      given.map(async (each) => ({ ...each, ...(await entries.expectEntry(each.id)) })),
    );
    // whoever stopped waiting meanwhile gets no answer later
    await kept.keep(
      waiting.flatMap(({ digest, answer, waiters }) =>
        waiters.map(({ asker }) => ({ id: toId(asker.call, digest), digest, answer })),
      ),
    );
    if (given.every(({ answer }) => answer.answer === 'reject'))
      rejections.note(asked.map(({ view }) => view));
    for (const { id, answer } of given) entries.settle(id, ({ resolve }) => resolve(answer));
  }

  return {
    /** What outlived the worker: answers that were kept, and who was put off. */
    async restore(): Promise<void> {
      await Promise.all([kept.restore(), postponed.restore()]);
      // who was put off and does not ask again is gone
      setTimeout(() => void postponed.keepOnly(toEntries()), REPEAT_WITHIN);
    },

    /**
     * Asks the person. Throws `busy` over the limits; `denied` or `locked` when the prompt ends unanswered.
     * An answer that was kept is for this very call only: not for the next one, not for others that share its prompt.
     * Nothing is awaited before the prompt is there, so what its asker found out just before still holds then.
     */
    async ask(asker: Asker, question: Question, { shared = asker.call, unseen, onAnswer }: Asking = {}) {
      const { origin, isPrivate, askedAt } = asker;
      const digest = digestOf([origin, isPrivate, question, unseen]);
      const answer = kept.find(toId(asker.call, digest), digest);
      if (answer) {
        onAnswer?.();
        return answer;
      }
      const asked = { ...question, origin, ...(isPrivate ? { isPrivate } : {}) };
      const group = toGroup(asked);
      const id = toId(shared, digest);
      const view = { ...asked, id, digest, askedAt, ...(group === undefined ? {} : { group }) };
      return entries.wait(id, asker, { view, unseen, onAnswer });
    },

    /** Holds a request until `release()`: the vault is locked, or there is no account yet. */
    hold: async (asker: Asker): Promise<void> => {
      await entries.wait(digestOf(['held', asker.call]).slice(0, 32), asker);
    },

    /** Lets held requests go on. */
    release(): void {
      for (const [id, { view }] of entries.all) {
        if (!view) entries.settle(id, ({ resolve }) => resolve({ answer: 'reject' }));
      }
    },

    /**
     * The person's answers, all of them or none. They are kept for a minute before they take effect, should the worker
     * die in between. `confirm` may ask for more; while it throws, the requests go on waiting.
     */
    answerAll,

    /** As `answerAll`, of one request. */
    answer(id: string, digest: string, answer: PromptAnswer): Promise<void> {
      return answerAll([{ id, digest, answer }]);
    },

    /** A request as it was shown, and what of it was not. Throws `invalid` or `timeout`. */
    expectShown,

    /** Forgets the answers that were kept: what they allowed was taken back, or the vault was locked. */
    forgetAnswers: (): Promise<void> => kept.forget(),

    /** Answers every waiting request that `answerOf` knows an answer to, as after a new rule. */
    settleAll(answerOf: (view: PromptView) => PromptAnswer | undefined): void {
      for (const [id, { view }] of entries.all) {
        const answer = view && answerOf(view);
        if (answer) entries.settle(id, ({ resolve }) => resolve(answer));
      }
    },

    /** Calls whose page took them back, or has gone; a prompt goes when nobody waits for it any more. */
    cancel: entries.cancel,

    /** Rejects every waiting request, or those of some websites. */
    rejectAll(error: FacetError, isMeant: (place: AskingPlace) => boolean = () => true): void {
      entries.rejectEach(
        entries.all.filter(([, entry]) => isMeant(entry)),
        error,
      );
    },

    /**
     * The person closed the window: a no to what it had `shown`, and to what is held, as it names whose that is. What
     * nobody has seen gets another window; if that one goes without a sight too, it is a no to all, or windows would
     * come for ever where something closes them.
     */
    dismiss(error: FacetError, shown: readonly string[]): void {
      const waiting = entries.all.filter(([, entry]) => !postponed.has(entry));
      const seen = waiting.filter(([id, { view }]) => !view || shown.includes(id));
      const ended = seen.length === 0 && unseen ? waiting : seen;
      unseen = waiting.length > 0 && ended.length === 0;
      rejections.note(ended.map(([, entry]) => entry));
      entries.rejectEach(ended, error);
      if (unseen) onChange();
    },

    /** Whatever waits now waits on without a window, and so does what the same websites ask until it is answered. */
    async postpone(): Promise<void> {
      await postponed.add(toEntries());
      onChange();
    },

    /** The person wants to see what was put off. */
    async resume(): Promise<void> {
      await postponed.keepOnly([]);
      onChange();
    },

    /** Whether anything waits that was not put off. */
    get needsWindow(): boolean {
      return toEntries().some((entry) => !postponed.has(entry));
    },

    /** What is asked and was not put off, oldest first. */
    get views(): PromptView[] {
      return toEntries().flatMap((entry) => (entry.view && !postponed.has(entry) ? entry.view : []));
    },

    /** Everything that waits, held requests too. */
    get pending(): PendingView[] {
      return entries.all.map(([id, entry]) => ({
        id,
        origin: entry.origin,
        ...(entry.isPrivate ? { isPrivate: true } : {}),
        ...(postponed.has(entry) ? { later: true } : {}),
        ...(rejections.areMany(entry) ? { flooding: true } : {}),
      }));
    },
  };
}
