/** The person's answer to a request. Where the account that would act asks the password every time, so it does here. */
import { asksPassword } from '../permissions/permissions';
import type { Prompts } from '../prompts/prompts';
import { InvalidError } from '../rpc/errors';
import { toActor, type PromptAnswer, type PromptView } from '../rpc/prompt';
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

/** As `prompts.answer`; throws `denied`, `busy` or `invalid` too, and then the request goes on waiting. */
export const createAnswer =
  ({ vault, store, prompts, replacing }: AnswerRooms) =>
  (id: string, digest: string, answer: PromptAnswer, password = ''): Promise<void> =>
    prompts.answer(id, digest, answer, async (view) => {
      const actor = whoActs(view, answer);
      if (actor !== undefined && view.type === 'sign' && answer.answer === 'allow') {
        // whoever answers many at once has not seen what this one takes away
        if (await replacing.isDangerous(actor, view.event, answer.replaces)) {
          throw new InvalidError('what this would take away must be looked at first');
        }
      }
      if (actor !== undefined && asksPassword(store.state, actor)) await vault.confirm(password);
    });
