/** The person's answers to requests. Where an account that would act asks the password every time, so it does here. */
import { asksPassword } from '../permissions/permissions';
import type { Prompts } from '../prompts/prompts';
import { InvalidError } from '../rpc/errors';
import { toActor, type GivenAnswer, type PromptAnswer, type PromptView } from '../rpc/prompt';
import type { StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';
import type { Replacing } from './replacing';

export interface AnswerRooms {
  vault: Vault;
  store: StateStore;
  prompts: Prompts;
  replacing: Pick<Replacing, 'isDangerous'>;
}

/** The account that an answer makes act; undefined where none does. */
const whoActs = (view: PromptView, answer: PromptAnswer): string | undefined =>
  view.type === 'connect' || answer.answer !== 'allow' ? undefined : toActor(view, answer.as).pubkey;

/** As `prompts.answerAll`; throws `denied`, `busy` or `invalid` too, and then all of them go on waiting. */
export const createAnswer =
  ({ vault, store, prompts, replacing }: AnswerRooms) =>
  (given: readonly GivenAnswer[], password = ''): Promise<void> =>
    prompts.answerAll(given, async (asked) => {
      for (const { view, answer } of asked) {
        if (view.type !== 'sign' || answer.answer !== 'allow') continue;
        // whoever answers many at once has not seen what this one takes away
        if (await replacing.isDangerous(toActor(view, answer.as).pubkey, view.event, answer.replaces)) {
          throw new InvalidError('what this would take away must be looked at first');
        }
      }
      const actors = asked.map(({ view, answer }) => whoActs(view, answer));
      if (actors.some((actor) => actor !== undefined && asksPassword(store.state, actor))) {
        await vault.confirm(password); // once for all of them, as it is one press
      }
    });
