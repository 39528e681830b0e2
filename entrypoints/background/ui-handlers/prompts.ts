/** Requests that wait, and the person's answers. */
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { createAnswer } from '#lib/requests/answer';
import { createPeek } from '#lib/requests/peek';
import { FacetError } from '#lib/rpc/errors';
import type { GivenAnswer, PromptAnswer, PromptView } from '#lib/rpc/prompt';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createPromptHandlers(rooms: Rooms) {
  const { vault, sessions, prompts, promptWindow, publisher } = rooms;
  const answer = createAnswer(rooms);
  const peek = createPeek(rooms);
  const command = createCommand(rooms);

  /** Something that only a person before the requests can do. */
  const fromWindow =
    <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
    async ({ tabId }: UiCaller, ...args: Args): Promise<Result> => {
      if (!promptWindow.isTab(tabId)) {
        throw new FacetError('unsupported', 'an answer counts only from the window that Facet opened');
      }
      await vault.touch();
      return act(...args);
    };

  async function answerAll(given: readonly GivenAnswer[], password?: string) {
    await answer(given, password);
    return publisher.snapshot();
  }

  /** Whom the account follows may be news while a request waits, so it is no part of the request. */
  async function toFollowed(view: PromptView): Promise<PromptView> {
    if (view.type !== 'cipher' || !sessions.get(view.pubkey)) return view;
    const follows = await sessions.loadFollows(view.pubkey);
    return follows ? { ...view, followed: follows.has(view.peer) } : view;
  }

  return {
    getPrompts: () => Promise.all(prompts.views.map(toFollowed)),
    answerPrompt: fromWindow((id: string, digest: string, given: PromptAnswer, password?: string) =>
      answerAll([{ id, digest, answer: given }], password),
    ),
    answerPrompts: fromWindow(answerAll),
    peekPrompts: fromWindow(peek),
    // a site may bring a prompt up, and that is nothing the person does: it does not keep the vault open
    async notePrompts({ tabId }: UiCaller, ids: readonly string[]) {
      await promptWindow.note(tabId, ids);
      return null;
    },
    async closePrompts({ tabId }: UiCaller) {
      if (!promptWindow.isTab(tabId))
        throw new FacetError('unsupported', 'this is not the window that Facet opened');
      await promptWindow.close(() => prompts.needsWindow);
      return publisher.snapshot();
    },
    postponePrompts: fromWindow(async () => {
      await prompts.postpone();
      await promptWindow.close(() => prompts.needsWindow);
      return publisher.snapshot();
    }),
    showPrompts: command(async () => {
      await prompts.resume();
      await promptWindow.show(true);
    }),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
