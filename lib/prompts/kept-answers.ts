/** The answers of the last minute: if the worker dies before it has replied to a page, nobody is asked twice. */
import type { PromptAnswer } from '../rpc/prompt';
import { answersItem, type StoredAnswers } from '../storage/session';

const KEPT_FOR = 60_000;

export type KeptAnswers = ReturnType<typeof createKeptAnswers>;

export function createKeptAnswers() {
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

  return {
    async restore(): Promise<void> {
      kept = (await answersItem.get()) ?? kept;
    },

    /** The answer that was given to this very call and question, if it was within the last minute. */
    find(id: string, digest: string): PromptAnswer | undefined {
      const given = kept[id];
      return given && given.digest === digest && Date.now() < given.until ? given.answer : undefined;
    },

    /** Keeps answers by the name of call and question, all of them or none. */
    keep(answers: readonly { id: string; digest: string; answer: PromptAnswer }[]): Promise<void> {
      const now = Date.now();
      return save((before) => ({
        ...Object.fromEntries(Object.entries(before).filter(([, { until }]) => now < until)),
        ...Object.fromEntries(
          answers.map(({ id, digest, answer }) => [id, { digest, answer, until: now + KEPT_FOR }] as const),
        ),
      }));
    },

    forget(): Promise<void> {
      kept = {}; // at once, whatever is still being saved
      return save(() => ({}));
    },
  };
}
