/**
 * The requests that wait, and those on screen: one, or a group. What is on screen never changes under the person's
 * hand: new requests queue up behind it or wait to be let in, and what goes away stays visible as gone.
 */
import { client } from '#lib/ui/client';
import { apply, state as store } from '#lib/ui/state.svelte';
import type { GivenAnswer, Peeked, PromptAnswer, PromptView } from '#lib/rpc/prompt';
import { toCode } from '#lib/rpc/errors';
import type { Snapshot } from '#lib/rpc/snapshot';
import { createShown } from './shown';
import { toUnits, type Unit } from './units';

/** A worker that died and woke knows nothing until the pages have asked again: this long a gap is no loss. */
const GRACE = 2_000;

/** What a page asks in one go comes in within this time, which is shorter than arming; later it has to be let in. */
const SETTLES_WITHIN = 700;

export function createQueue(close: () => void) {
  let units = $state.raw<Unit[]>([]);
  let shown = $state.raw<Unit>();
  /** Counts what was put on screen: the choices made for one are not for the next. */
  let turn = $state(0);
  let gone = $state.raw<readonly string[]>([]);
  let failure = $state<'load' | 'answer' | 'password' | 'too-soon'>();
  let asked = 0;
  let sending = false;
  let settlesBy = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const note = createShown((ids) => client.notePrompts([...ids]));

  const index = $derived(units.findIndex(({ key }) => key === shown?.key));
  const newcomers = $derived.by(() => {
    const ids = shown?.prompts.map(({ id }) => id) ?? [];
    return units[index]?.prompts.filter(({ id }) => !ids.includes(id)) ?? [];
  });
  const all = $derived(units.flatMap(({ prompts }) => prompts));

  function show(unit: Unit | undefined): void {
    clearTimeout(timer);
    shown = unit;
    turn += 1;
    gone = [];
    failure = undefined;
    settlesBy = Date.now() + SETTLES_WITHIN;
    note(unit?.prompts ?? [], all);
    if (!unit) timer = setTimeout(() => void closeIfIdle(), GRACE);
  }

  /**
   * Closes the window unless something waits, be it only for the password or the first account. The worker does it, as
   * something may have begun to wait of which this page has not heard; only where there is none the page goes by itself.
   */
  async function closeIfIdle(): Promise<void> {
    if (shown || store.snapshot?.pending.some(({ later }) => !later)) return;
    await client.closePrompts().then(apply, close);
  }

  /** Whoever is shown and does not wait any more. */
  const findGone = () => {
    const ids = all.map(({ id }) => id);
    return (shown?.prompts ?? []).map(({ id }) => id).filter((id) => !ids.includes(id));
  };

  function take(next: readonly PromptView[]): void {
    units = toUnits(next);
    clearTimeout(timer);
    if (!shown) return show(units[0]);
    if (newcomers.length > 0 && Date.now() < settlesBy) join();
    note(shown.prompts, all);
    if (findGone().length === 0) gone = [];
    else timer = setTimeout(() => (gone = findGone()), GRACE);
  }

  function join(): void {
    if (shown) shown = { ...shown, prompts: [...shown.prompts, ...newcomers] };
  }

  /** What was answered or blocked is gone for good; the next in line takes its place. */
  function drop(isOver: (prompt: PromptView) => boolean): void {
    const at = Math.max(0, index);
    units = toUnits(all.filter((prompt) => !isOver(prompt)));
    show(units[at] ?? units[0]);
  }

  /** Sends answers by `carry`; until they have arrived no others are sent. */
  async function send(
    given: readonly Pick<GivenAnswer, 'id'>[],
    carry: () => Promise<Snapshot>,
    password?: string,
  ): Promise<void> {
    if (sending) return;
    sending = true;
    failure = undefined;
    try {
      const snapshot = await carry();
      const ids = given.map(({ id }) => id);
      drop(({ id }) => ids.includes(id));
      apply(snapshot); // the worker closes the window when nothing follows
    } catch (error) {
      const code = toCode(error);
      if (code === 'timeout' && given.length === 1) gone = given.map(({ id }) => id);
      else if (password !== undefined && code === 'denied') failure = 'password';
      else failure = password !== undefined && code === 'busy' ? 'too-soon' : 'answer';
    } finally {
      sending = false;
    }
  }

  return {
    get shown() {
      return shown;
    },
    get turn() {
      return turn;
    },
    /** The shown requests that do not wait any more. */
    get gone() {
      return gone;
    },
    get failure() {
      return failure;
    },
    /** Where what is shown stands, the way to its neighbours, and what the person can do about the site. */
    get place() {
      return {
        index: Math.max(0, index),
        count: units.length,
        onPrevious: () => show(units[index - 1] ?? shown),
        onNext: () => show(units[index + 1] ?? shown),
        more: newcomers.length,
        onMore: join,
        floods:
          store.snapshot?.pending.some(({ id, flooding }) => flooding && id === shown?.prompts[0]?.id) ??
          false,
        onBlock: block,
        onLater: later,
      };
    },

    /** The person has begun to do something here: nothing joins what is shown any more. */
    touch(): void {
      settlesBy = 0;
    },

    /** Asks the worker what waits; to be called whenever its snapshot changes. */
    async refresh(): Promise<void> {
      const now = (asked += 1);
      if (store.snapshot?.vault !== 'unlocked') {
        units = [];
        show(undefined); // whatever was shown was rejected by the lock
        return;
      }
      try {
        const next = await client.getPrompts();
        if (now !== asked) return;
        if (failure === 'load') failure = undefined;
        take(next);
      } catch {
        if (now === asked && !shown) failure = 'load';
      }
    },

    /** Sends the answer to exactly the one request on screen, then shows what is next. */
    async answer(answer: PromptAnswer, password?: string): Promise<void> {
      const [prompt] = shown?.prompts ?? [];
      if (!prompt) return;
      const carry = () => client.answerPrompt(prompt.id, prompt.digest, answer, password);
      await send([prompt], carry, password);
    },

    /** As `answer`, of every request of the group on screen that still waits. */
    answerAll: (given: GivenAnswer[], password?: string): Promise<void> =>
      send(given, () => client.answerPrompts(given, password), password),

    /** What a message on screen says, for the person alone. */
    async peek({ id, digest }: PromptView, password?: string): Promise<Peeked> {
      const [peeked] = await client.peekPrompts([{ id, digest }], password);
      return peeked ?? { id };
    },

    /** Puts aside what is gone. */
    dismiss(): void {
      show(units[0]);
      void closeIfIdle();
    },
  };

  async function block(duration?: number): Promise<void> {
    const [prompt] = shown?.prompts ?? [];
    if (!prompt) return;
    const { origin, isPrivate } = prompt;
    try {
      const until = duration === undefined ? undefined : Date.now() + duration;
      const snapshot = await client.blockSite(origin, until, isPrivate);
      drop((each) => each.origin === origin && (!isPrivate || each.isPrivate === true));
      apply(snapshot);
    } catch {
      failure = 'answer';
    }
  }

  async function later(): Promise<void> {
    try {
      apply(await client.postponePrompts()); // the worker closes the window
    } catch {
      failure = 'answer';
    }
  }
}
