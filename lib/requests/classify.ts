/** What a message is, for a rule that depends on it. It is read in the worker, and shown to nobody. */
import { toClass, type TextClass } from '../nostr/plaintext';
import { toCode } from '../rpc/errors';

/** The class of what `read` gives. What cannot be read is of no class that a rule names, so a page learns nothing of it. */
export async function classify(read: () => Promise<string>): Promise<TextClass> {
  try {
    return toClass(await read());
  } catch (error) {
    if (toCode(error) === 'locked') throw error;
    return 'other';
  }
}
