import { InvalidError } from '../rpc/errors';

/** The libraries throw many things for text that is not for this key; pages get one sentence and no detail. */
export async function readable(work: () => string | Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (cause) {
    throw new InvalidError('this text cannot be encrypted or decrypted between these two keys', { cause });
  }
}
