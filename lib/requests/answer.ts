/** The person's answers to requests. Where an account that would act asks the password every time, so it does here. */
import { asksPassword } from '../permissions/permissions';
import type { Prompts } from '../prompts/prompts';
import { toActor, type GivenAnswer, type PromptAnswer, type PromptView } from '../rpc/prompt';
import type { StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';

export interface AnswerRooms {
  vault: Vault;
  store: StateStore;
  prompts: Prompts;
}

/** The account that an answer makes act; undefined where none does. */
const whoActs = (view: PromptView, answer: PromptAnswer): string | undefined =>
  view.type === 'connect' || answer.answer !== 'allow' ? undefined : toActor(view, answer.as).pubkey;

/** As `prompts.answerAll`; throws `denied` or `busy` too, and then all of them go on waiting. */
export const createAnswer =
  ({ vault, store, prompts }: AnswerRooms) =>
  (given: readonly GivenAnswer[], password = ''): Promise<void> =>
    prompts.answerAll(given, async (asked) => {
      const actors = asked.map(({ view, answer }) => whoActs(view, answer));
      if (actors.some((actor) => actor !== undefined && asksPassword(store.state, actor))) {
        await vault.confirm(password); // once for all of them, as it is one press
      }
    });
