/**
 * Page requests that wait for the person. Each is frozen when it arrives; an answer counts only for the digest
 * that was shown. Nothing here must survive the worker: content scripts ask again, and get the same prompt.
 */
import { bytesToHex } from '@noble/curves/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { FacetError, InvalidError } from '../rpc/errors';
import type { PromptAnswer, PromptView } from '../rpc/prompt';
import type { PendingView } from '../rpc/snapshot';
import { answersItem, type StoredAnswers } from '../storage/session';

const MAX_PER_ORIGIN = 5;
const MAX_WAITING = 20;
/** How long an answer waits for a request that the dead worker knew and the content script is about to repeat. */
const REPEAT_WITHIN = 5_000;
const ANSWER_KEPT = 60_000;

/** Who asks: `call` names this one call of this one page, and stays the same when it is repeated. */
export interface Asker {
  call: string;
  origin: string;
  tabId: number;
  isPrivate?: true;
  askedAt: number;
  /** The page took the call back, or has gone, before there was a prompt to end. */
  gone?: boolean;
}

type Frozen<View> = View extends PromptView
  ? Omit<View, 'id' | 'digest' | 'origin' | 'isPrivate' | 'askedAt'>
  : never;

/** What is asked, before it is frozen. */
export type Question = Frozen<PromptView>;

interface Waiter {
  asker: Asker;
  resolve(answer: PromptAnswer): void;
  reject(error: FacetError): void;
}

interface Entry {
  origin: string;
  isPrivate?: true;
  askedAt: number;
  /** Absent while the vault is locked or empty: the request is held, nothing is asked yet. */
  view?: PromptView;
  waiters: Waiter[];
}

/** What is asked of somebody who waits; nothing while the request is held. */
interface Waiting {
  view?: PromptView;
  onAnswer?: (() => void) | undefined;
}

const digestOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(value))));

const toId = (group: string, digest: string): string => digestOf([group, digest]).slice(0, 32);

/** How a question is asked, beyond what is shown. */
interface Asking {
  /** Calls of the same group with the same question share one prompt; by default every call has its own. */
  group?: string;
  /** What the question is about and is not shown, as text to be decrypted: another one is another question. */
  unseen?: string | undefined;
  /** Runs when the answer is there, before anything else can be asked. */
  onAnswer?: () => void;
}

const stopped = () => new FacetError('disconnected', 'the page stopped waiting');

export type Prompts = ReturnType<typeof createPrompts>;

/** `onChange` runs when a request begins or ceases to wait. */
export function createPrompts(onChange: () => void) {
  const entries = new Map<string, Entry>();
  const expected = new Map<string, () => void>();
  /** What `answersItem` holds: to ask storage first would leave a gap between the question and its prompt. */
  let kept: StoredAnswers = {};
  let lastSave: Promise<void> = Promise.resolve();

  /** One after another, so that no change of the kept answers undoes another one. */
  function save(edit: (kept: StoredAnswers) => StoredAnswers): Promise<void> {
    const saved = lastSave
      .catch(() => undefined)
      .then(async () => {
        const next = edit(kept);
        await (Object.keys(next).length > 0 ? answersItem.set(next) : answersItem.remove());
        kept = next;
      });
    lastSave = saved;
    return saved;
  }

  function wait(id: string, asker: Asker, { view, onAnswer }: Waiting = {}): Promise<PromptAnswer> {
    if (asker.gone) throw stopped();
    const known = entries.get(id);
    if (!known) expectRoom(asker.origin);
    const entry: Entry = known ?? {
      origin: asker.origin,
      askedAt: asker.askedAt,
      ...(asker.isPrivate ? { isPrivate: true } : {}),
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

  function expectRoom(origin: string): void {
    const fromOrigin = [...entries.values()].filter((entry) => entry.origin === origin).length;
    if (fromOrigin < MAX_PER_ORIGIN && entries.size < MAX_WAITING) return;
    throw new FacetError('busy', 'too many requests are waiting for an answer already');
  }

  function settle(id: string, act: (waiter: Waiter) => void): void {
    const entry = entries.get(id);
    if (!entry) return;
    entries.delete(id);
    for (const waiter of entry.waiters) act(waiter);
    onChange();
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

  return {
    /** The answers that were kept when the worker died. */
    async restore(): Promise<void> {
      kept = (await answersItem.get()) ?? kept;
    },

    /**
     * Asks the person. Throws `busy` over the limits; `denied` or `locked` when the prompt ends unanswered.
     * An answer that was kept is for this very call only: not for the next one, not for others of its group. Nothing
     * is awaited before the prompt is there, so what its asker found out just before still holds then.
     */
    async ask(asker: Asker, question: Question, { group = asker.call, unseen, onAnswer }: Asking = {}) {
      const { origin, isPrivate, askedAt } = asker;
      const digest = digestOf([origin, isPrivate, question, unseen]);
      const id = toId(group, digest);
      const given = kept[toId(asker.call, digest)];
      if (given && given.digest === digest && Date.now() < given.until) {
        onAnswer?.();
        return given.answer;
      }
      const view = { ...question, id, digest, origin, askedAt, ...(isPrivate ? { isPrivate } : {}) };
      return wait(id, asker, { view, onAnswer });
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
     * The person's answer. It is kept for a minute before it takes effect, should the worker die in between.
     * `confirm` may ask for more; while it throws, the request goes on waiting.
     */
    async answer(
      id: string,
      digest: string,
      answer: PromptAnswer,
      confirm?: (view: PromptView) => Promise<void>,
    ): Promise<void> {
      const { view } = await expectEntry(id);
      if (!view || view.digest !== digest)
        throw new InvalidError('the request has changed; look at it again');
      const fits =
        answer.answer === 'connect'
          ? view.type === 'connect'
          : answer.answer !== 'allow' || view.type !== 'connect';
      if (!fits) throw new InvalidError(`the answer ${answer.answer} does not fit a ${view.type} request`);
      await confirm?.(view);
      const { waiters } = await expectEntry(id); // whoever stopped waiting meanwhile gets no answer later
      const now = Date.now();
      const given = { digest, answer, until: now + ANSWER_KEPT };
      const calls = waiters.map(({ asker }) => [toId(asker.call, digest), given] as const);
      await save((before) => {
        const live = Object.entries(before).filter(([, { until }]) => now < until);
        return Object.fromEntries([...live, ...calls]);
      });
      settle(id, ({ resolve }) => resolve(answer));
    },

    /** Forgets the answers that were kept: what they allowed was taken back, or the vault was locked. */
    forgetAnswers(): Promise<void> {
      kept = {}; // at once, whatever is still being saved
      return save(() => ({}));
    },

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

    /** Rejects every waiting request: the window was closed, or the vault locked. */
    rejectAll(error: FacetError): void {
      const ended = [...entries.values()];
      entries.clear(); // all at once: while one still waited, the window that was closed would open again
      for (const { waiters } of ended) for (const { reject } of waiters) reject(error);
      if (ended.length > 0) onChange();
    },

    /** What is asked, oldest first. */
    get views(): PromptView[] {
      return [...entries.values()].flatMap(({ view }) => view ?? []);
    },

    /** Everything that waits, held requests too. */
    get pending(): PendingView[] {
      return [...entries].map(([id, { origin, isPrivate }]) => ({
        id,
        origin,
        ...(isPrivate ? { isPrivate } : {}),
      }));
    },
  };
}
