/** What a call leaves behind for the activity log, written down where it is found out. */
import type { EventTemplate } from '../nostr/event';
import { toAuthRelay } from '../nostr/relay-auth';
import type { Trace } from '../rpc/activity';
import { toCode } from '../rpc/errors';
import type { PromptAnswer } from '../rpc/prompt';
import type { PageCaller } from './caller';

/** Longest address that is kept. */
const MAX_URL = 500;

const HTTP_AUTH = 27_235;

/** Adds to what is known of a call. */
export function note(caller: PageCaller, found: Trace): void {
  caller.trace = { ...caller.trace, ...found };
}

/** Notes what a page wants to have signed. */
export function noteDraft(caller: PageCaller, event: EventTemplate): void {
  const { kind, tags } = event;
  const relay = toAuthRelay(event)?.slice(0, MAX_URL);
  const url = kind === HTTP_AUTH ? tags.find(([tag]) => tag === 'u')?.[1]?.slice(0, MAX_URL) : undefined;
  note(caller, { kind, ...(relay ? { relay } : {}), ...(url ? { url } : {}) });
}

/** The person's answer, noted as what decided; so is a no by closing the window, and not that the page went away. */
export async function noteAnswer(
  caller: PageCaller,
  asked: Promise<PromptAnswer>,
  by: 'click' | 'choice' = 'click',
): Promise<PromptAnswer> {
  try {
    const answer = await asked;
    const isNo = answer.answer === 'reject' || answer.answer === 'reload';
    note(caller, { decided: { by, ...(isNo ? { no: true } : {}) } });
    return answer;
  } catch (error) {
    if (toCode(error) === 'denied') note(caller, { decided: { by, no: true } });
    throw error;
  }
}
