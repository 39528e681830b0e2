import { InvalidError } from '../rpc/errors';
import type { PromptAnswer, PromptView } from '../rpc/prompt';

/** Throws `invalid` for an answer that belongs to another kind of request. */
export function expectFitting(view: PromptView, given: PromptAnswer): void {
  const { type } = view;
  const { answer } = given;
  if (answer === 'reject' && given.remember !== undefined && (type === 'connect' || view.told !== undefined))
    throw new InvalidError('a no is kept only where it is clear who would do what');
  const fits = answer === 'connect' ? type === 'connect' : answer !== 'allow' || type !== 'connect';
  if (!fits) throw new InvalidError(`the answer ${answer} does not fit a ${type} request`);
}
