/** What prompts are made of: who asks, what, and how. */
import type { FacetError } from '../rpc/errors';
import type { PromptAnswer, PromptView } from '../rpc/prompt';
import type { AskingPlace } from './places';

/** Who asks: `call` names this one call of this one page, and stays the same when it is repeated. */
export interface Asker {
  call: string;
  origin: string;
  tabId: number;
  isPrivate?: true;
  askedAt: number;
  /** The page took the call back, or has gone, before there was a prompt to end. */
  gone?: boolean;
}

type Frozen<View> = View extends PromptView
  ? Omit<View, 'id' | 'digest' | 'origin' | 'isPrivate' | 'askedAt' | 'group'>
  : never;

/** What is asked, before it is frozen. */
export type Question = Frozen<PromptView>;

/** Somebody who waits for the answer. */
export interface Waiter {
  asker: Asker;
  resolve(answer: PromptAnswer): void;
  reject(error: FacetError): void;
}

/** A request that waits. */
export interface Entry extends AskingPlace {
  askedAt: number;
  /** What it counts with: the group that it is shown in, or itself. */
  group: string;
  /** What the question is about and is not shown. */
  unseen?: string | undefined;
  /** Absent while the vault is locked or empty: the request is held, nothing is asked yet. */
  view?: PromptView;
  waiters: Waiter[];
}

/** What is asked of somebody who waits; nothing while the request is held. */
export interface Waiting {
  view?: PromptView;
  unseen?: string | undefined;
  onAnswer?: (() => void) | undefined;
}

/** How a question is asked, beyond what is shown. */
export interface Asking {
  /** Calls that share a name and the question share one prompt; by default every call has its own. */
  shared?: string;
  /** What the question is about and is not shown, as text to be decrypted: another one is another question. */
  unseen?: string | undefined;
  /** Runs when the answer is there, before anything else can be asked. */
  onAnswer?: () => void;
}
