/** What comes of a call in an arena: an answer, a refusal, or a question to the person. */
import { expect } from '@playwright/test';
import type { PromptView } from '../../lib/rpc/prompt';

export interface Asking {
  /** What the website asks because of `act`; the case fails when nothing is asked. */
  asked(act: () => Promise<unknown>): Promise<PromptView>;
  /** What a call comes to; a rejection as its code and text. Fails the case when the person is asked instead. */
  answered(call: () => Promise<unknown>): Promise<unknown>;
}

/** `getPrompts` says what waits for the person. */
export function createAsking(getPrompts: () => Promise<readonly PromptView[]>): Asking {
  const waiting = async (known: ReadonlySet<string>) => (await getPrompts()).find(({ id }) => !known.has(id));
  const knownNow = async () => new Set((await getPrompts()).map(({ id }) => id));
  return {
    async asked(act) {
      const known = await knownNow();
      let came: string | undefined;
      act().then(
        (value) => (came = `it was answered: ${JSON.stringify(value)}`),
        (error: unknown) => (came = `it was refused: ${(error as Error).message}`),
      );
      let found: PromptView | undefined;
      await expect
        .poll(async () => came ?? (found = await waiting(known)) !== undefined, { message: 'is asked' })
        .toBe(true);
      return found as PromptView;
    },
    async answered(call) {
      const known = await knownNow();
      let settled = false;
      const result = call()
        .catch((error: unknown) => toWords(error as Error))
        .finally(() => (settled = true));
      await expect
        .poll(async () => settled || ((await waiting(known)) ? 'the person is asked' : false))
        .toBe(true);
      return result;
    },
  };
}

const toWords = ({ message }: Error): string =>
  message.replace(/^page\.evaluate: (Error: )?/, '').split('\n')[0] ?? '';
