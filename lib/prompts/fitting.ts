import { InvalidError } from '../rpc/errors';
import type { PromptAnswer, PromptView } from '../rpc/prompt';

/** Throws `invalid` for an answer that belongs to another kind of request. */
export function expectFitting({ type }: PromptView, { answer }: PromptAnswer): void {
  const fits = answer === 'connect' ? type === 'connect' : answer !== 'allow' || type !== 'connect';
  if (!fits) throw new InvalidError(`the answer ${answer} does not fit a ${type} request`);
}
