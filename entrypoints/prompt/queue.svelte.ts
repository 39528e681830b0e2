/**
 * The requests that wait, and the one on screen. What is on screen never changes under the person's hand: new
 * requests queue up behind it, and when it goes away it stays visible as gone until it is put aside.
 */
import { client } from '#lib/ui/client';
import { apply, state as store } from '#lib/ui/state.svelte';
import type { PromptAnswer, PromptView } from '#lib/rpc/prompt';
import { FacetError } from '#lib/rpc/errors';

/** A worker that died and woke knows nothing until the pages have asked again: this long a gap is no loss. */
const GRACE = 2_000;

export function createQueue(close: () => void) {
  let prompts = $state.raw<PromptView[]>([]);
  let shown = $state.raw<PromptView>();
  let gone = $state(false);
  let failure = $state<'load' | 'answer' | 'password' | 'too-soon'>();
  let asked = 0;
  let sending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const indexOf = (prompt: PromptView | undefined) => prompts.findIndex(({ id }) => id === prompt?.id);

  function show(prompt: PromptView | undefined): void {
    clearTimeout(timer);
    shown = prompt;
    gone = false;
    failure = undefined;
    if (!prompt) timer = setTimeout(closeIfIdle, GRACE);
  }

  /** Closes the window unless something waits, be it only for the password or the first account. */
  function closeIfIdle(): void {
    if (!shown && (store.snapshot?.pending.length ?? 0) === 0) close();
  }

  function take(next: PromptView[]): void {
    prompts = next;
    clearTimeout(timer);
    if (!shown) show(next[0]);
    else if (indexOf(shown) >= 0) gone = false;
    else if (!gone) timer = setTimeout(() => (gone = true), GRACE);
  }

  return {
    get shown() {
      return shown;
    },
    get gone() {
      return gone;
    },
    get failure() {
      return failure;
    },
    /** Where the shown request stands, and the way to its neighbours. */
    get place() {
      return {
        index: Math.max(0, indexOf(shown)),
        count: prompts.length,
        onPrevious: () => show(prompts[indexOf(shown) - 1] ?? shown),
        onNext: () => show(prompts[indexOf(shown) + 1] ?? shown),
      };
    },

    /** Asks the worker what waits; to be called whenever its snapshot changes. */
    async refresh(): Promise<void> {
      const turn = (asked += 1);
      if (store.snapshot?.vault !== 'unlocked') {
        prompts = [];
        show(undefined); // whatever was shown was rejected by the lock
        return;
      }
      try {
        const next = await client.getPrompts();
        if (turn !== asked) return;
        if (failure === 'load') failure = undefined;
        take(next);
      } catch {
        if (turn === asked && !shown) failure = 'load';
      }
    },

    /** Sends the answer to exactly what is on screen, then shows what is next. */
    async answer(answer: PromptAnswer, password?: string): Promise<void> {
      const prompt = shown;
      if (!prompt || sending) return;
      sending = true;
      failure = undefined;
      const index = Math.max(0, indexOf(prompt));
      try {
        const snapshot = await client.answerPrompt(prompt.id, prompt.digest, answer, password);
        prompts = prompts.filter(({ id }) => id !== prompt.id);
        show(prompts[index] ?? prompts[0]);
        apply(snapshot); // the worker closes the window when nothing follows
      } catch (error) {
        const code = error instanceof FacetError ? error.code : 'internal';
        if (code === 'timeout') gone = true;
        else if (password !== undefined && code === 'denied') failure = 'password';
        else failure = password !== undefined && code === 'busy' ? 'too-soon' : 'answer';
      } finally {
        sending = false;
      }
    },

    /** Puts a request aside that is gone. */
    dismiss(): void {
      show(prompts[0]);
      closeIfIdle();
    },
  };
}
