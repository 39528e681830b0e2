/**
 * Page requests that wait for the person. Each is frozen when it arrives; an answer counts only for the digest
 * that was shown. Nothing here must survive the worker: content scripts ask again, and get the same prompt.
 */
import { FacetError, InvalidError } from '../rpc/errors';
import type { GivenAnswer, PromptAnswer, PromptView } from '../rpc/prompt';
import type { PendingView } from '../rpc/snapshot';
import type { Asker, Asking, Entry, Question, Waiter, Waiting } from './asking';
import { digestOf } from './digest';
import { expectFitting } from './fitting';
import { hasRoom, toGroup } from './groups';
import { createKeptAnswers } from './kept-answers';
import { createPostponed, createRejections, type AskingPlace } from './places';

/** How long an answer waits for a request that the dead worker knew and the content script is about to repeat. */
const REPEAT_WITHIN = 5_000;

const toId = (shared: string, digest: string): string => digestOf([shared, digest]).slice(0, 32);

const stopped = () => new FacetError('disconnected', 'the page stopped waiting');

export type { Asker, Question } from './asking';

export type Prompts = ReturnType<typeof createPrompts>;

/** `onChange` runs when a request begins or ceases to wait. */
export function createPrompts(onChange: () => void) {
  const entries = new Map<string, Entry>();
  const expected = new Map<string, () => void>();
  const kept = createKeptAnswers();
  const postponed = createPostponed();
  const rejections = createRejections();

  function wait(id: string, asker: Asker, { view, unseen, onAnswer }: Waiting = {}): Promise<PromptAnswer> {
    if (asker.gone) throw stopped();
    const { origin, isPrivate, askedAt } = asker;
    const group = view ? (view.group ?? id) : digestOf(['held', origin, isPrivate]);
    const known = entries.get(id);
    if (!known && !hasRoom([...entries.values()], { origin, group })) {
      throw new FacetError('busy', 'too many requests are waiting for an answer already');
    }
    const entry: Entry = known ?? {
      origin,
      askedAt,
      group,
      unseen,
      ...(isPrivate ? { isPrivate } : {}),
      waiters: [],
      ...(view ? { view } : {}),
    };
    entries.set(id, entry);
    const answered = new Promise<PromptAnswer>((resolve, reject) => {
      const take = (answer: PromptAnswer) => {
        onAnswer?.();
        resolve(answer);
      };
      entry.waiters.push({ asker, resolve: take, reject });
    });
    expected.get(id)?.();
    onChange();
    return answered;
  }

  /** Fewer requests wait. */
  function changed(): void {
    void postponed.keepOnly([...entries.values()]);
    onChange();
  }

  function settle(id: string, act: (waiter: Waiter) => void): void {
    const entry = entries.get(id);
    if (!entry) return;
    entries.delete(id);
    for (const waiter of entry.waiters) act(waiter);
    changed();
  }

  function rejectEach(ended: readonly (readonly [string, Entry])[], error: FacetError): void {
    for (const [id] of ended) entries.delete(id); // all at once: while one still waited, its window would open again
    for (const [, { waiters }] of ended) for (const { reject } of waiters) reject(error);
    if (ended.length > 0) changed();
  }

  /** The entry, or the moment when the repeated request brings it back. Throws `timeout` when it does not. */
  async function expectEntry(id: string): Promise<Entry> {
    if (!entries.has(id)) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, REPEAT_WITHIN);
        expected.set(id, () => {
          clearTimeout(timer);
          resolve();
        });
      });
      expected.delete(id);
    }
    const entry = entries.get(id);
    if (!entry) throw new FacetError('timeout', 'the site stopped waiting; nothing was signed');
    return entry;
  }

  /** As `expectEntry`, of a request that was shown as it is. */
  async function expectShown(id: string, digest: string) {
    const { view, unseen } = await expectEntry(id);
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
      given.map(async (each) => ({ ...each, ...(await expectEntry(each.id)) })),
    );
    // whoever stopped waiting meanwhile gets no answer later
    await kept.keep(
      waiting.flatMap(({ digest, answer, waiters }) =>
        waiters.map(({ asker }) => ({ id: toId(asker.call, digest), digest, answer })),
      ),
    );
    if (given.every(({ answer }) => answer.answer === 'reject'))
      rejections.note(asked.map(({ view }) => view));
    for (const { id, answer } of given) settle(id, ({ resolve }) => resolve(answer));
  }

  return {
    /** What outlived the worker: answers that were kept, and who was put off. */
    async restore(): Promise<void> {
      await Promise.all([kept.restore(), postponed.restore()]);
      // who was put off and does not ask again is gone
      setTimeout(() => void postponed.keepOnly([...entries.values()]), REPEAT_WITHIN);
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
      return wait(id, asker, { view, unseen, onAnswer });
    },

    /** Holds a request until `release()`: the vault is locked, or there is no account yet. */
    hold: async (asker: Asker): Promise<void> => {
      await wait(digestOf(['held', asker.call]).slice(0, 32), asker);
    },

    /** Lets held requests go on. */
    release(): void {
      for (const [id, { view }] of [...entries]) {
        if (!view) settle(id, ({ resolve }) => resolve({ answer: 'reject' }));
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
      for (const [id, { view }] of [...entries]) {
        const answer = view && answerOf(view);
        if (answer) settle(id, ({ resolve }) => resolve(answer));
      }
    },

    /** Calls whose page took them back, or has gone; a prompt goes when nobody waits for it any more. */
    cancel(isGone: (asker: Asker) => boolean): void {
      for (const [id, entry] of [...entries]) {
        const gone = entry.waiters.filter(({ asker }) => isGone(asker));
        if (gone.length === 0) continue;
        entry.waiters = entry.waiters.filter(({ asker }) => !isGone(asker));
        for (const { reject } of gone) reject(stopped());
        if (entry.waiters.length === 0) settle(id, () => undefined);
      }
    },

    /** Rejects every waiting request, or those of some websites. */
    rejectAll(error: FacetError, isMeant: (place: AskingPlace) => boolean = () => true): void {
      rejectEach(
        [...entries].filter(([, entry]) => isMeant(entry)),
        error,
      );
    },

    /** The person closed the window over everything that was not put off: as a no to each. */
    dismiss(error: FacetError): void {
      const ended = [...entries].filter(([, entry]) => !postponed.has(entry));
      rejections.note(ended.map(([, entry]) => entry));
      rejectEach(ended, error);
    },

    /** Whatever waits now waits on without a window, and so does what the same websites ask until it is answered. */
    async postpone(): Promise<void> {
      await postponed.add([...entries.values()]);
      onChange();
    },

    /** The person wants to see what was put off. */
    async resume(): Promise<void> {
      await postponed.keepOnly([]);
      onChange();
    },

    /** Whether anything waits that was not put off. */
    get needsWindow(): boolean {
      return [...entries.values()].some((entry) => !postponed.has(entry));
    },

    /** What is asked and was not put off, oldest first. */
    get views(): PromptView[] {
      return [...entries.values()].flatMap((entry) =>
        entry.view && !postponed.has(entry) ? entry.view : [],
      );
    },

    /** Everything that waits, held requests too. */
    get pending(): PendingView[] {
      return [...entries].map(([id, entry]) => ({
        id,
        origin: entry.origin,
        ...(entry.isPrivate ? { isPrivate: true } : {}),
        ...(postponed.has(entry) ? { later: true } : {}),
        ...(rejections.areMany(entry) ? { flooding: true } : {}),
      }));
    },
  };
}
