/** Requests that wait, and the person's answers. */
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { createAnswer } from '#lib/requests/answer';
import { FacetError } from '#lib/rpc/errors';
import type { PromptAnswer } from '#lib/rpc/prompt';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createPromptHandlers(rooms: Rooms) {
  const { vault, prompts, promptWindow, publisher } = rooms;
  const answer = createAnswer(rooms);
  const command = createCommand(rooms);
  return {
    getPrompts: () => prompts.views,
    async answerPrompt(
      { tabId }: UiCaller,
      id: string,
      digest: string,
      given: PromptAnswer,
      password?: string,
    ) {
      if (!promptWindow.isTab(tabId)) {
        throw new FacetError('unsupported', 'an answer counts only from the window that Facet opened');
      }
      await vault.touch();
      await answer(id, digest, given, password);
      return publisher.snapshot();
    },
    showPrompts: command(() => promptWindow.show(true)),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
