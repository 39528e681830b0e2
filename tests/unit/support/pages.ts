/** Web pages before the real rooms that serve them, and the person who answers. */
import { vi } from 'vitest';
import { createLinks } from '../../../entrypoints/background/links';
import { createPageHandlers } from '../../../entrypoints/background/page-handlers';
import { createPrompts } from '#lib/prompts/prompts';
import { createAuthorize } from '#lib/requests/authorize';
import type { PageCaller } from '#lib/requests/caller';
import { createIdentity } from '#lib/requests/identity';
import { createReplacing } from '#lib/requests/replacing';
import type { PromptAnswer, PromptView } from '#lib/rpc/prompt';
import { createChoices } from '#lib/sessions/choices';
import { createTabs } from '#lib/sessions/tabs';
import { isReadablePart } from '#lib/signers/private-part';
import type { Worker } from './rooms';

export const SITE = 'https://a.example';
export const ALLOW = { answer: 'allow', remember: 'once', as: 'account', pin: false } as const;

export function openPages({ vault, store, sessions }: Worker) {
  const prompts = createPrompts(() => undefined);
  const tabs = createTabs(
    () => undefined,
    () => undefined,
  );
  const choices = createChoices(store, () => undefined);
  const identity = createIdentity({ sessions, choices, tabs, prompts });
  const reloadTab = vi.fn();
  const replacing = createReplacing({
    vault,
    store,
    sessions,
    findNewest: () => Promise.resolve({ isAnswered: true }),
    isReadable: isReadablePart,
  });
  const rooms = { store, sessions, choices, prompts, identity, tabs, replacing, reloadTab };
  const authorize = createAuthorize(rooms);
  const webPages = { arrive: vi.fn() };
  const links = createLinks(store);
  const worker = createPageHandlers({ ...rooms, authorize, webPages, links });
  /** Whom each document has heard of last, as its own world keeps it. */
  const heard = new Map<string, string>();
  const toDocument = ({ tabId, documentId }: Pick<PageCaller, 'tabId' | 'documentId'>) =>
    `${tabId} ${documentId}`;
  const handlers: typeof worker = {
    ...worker,
    async getPublicKey(caller) {
      const pubkey = await worker.getPublicKey(caller);
      heard.set(toDocument(caller), pubkey);
      return pubkey;
    },
    async checkIn(caller, listens) {
      const reply = await worker.checkIn(caller, listens);
      if (listens && reply.changed && reply.pubkey !== null) heard.set(toDocument(caller), reply.pubkey);
      return reply;
    },
  };
  let calls = 0;

  return {
    prompts,
    tabs,
    choices,
    identity,
    replacing,
    reloadTab,
    handlers,

    /** A call of the page in a tab; each has its own name, and says whom its document has heard of. */
    caller(change: Partial<PageCaller> = {}): PageCaller {
      calls += 1;
      const page = { origin: SITE, tabId: 1, documentId: 'd1', ...change };
      const told = heard.get(toDocument(page));
      return {
        call: `call ${calls}`,
        askedAt: 1_000_000,
        ...(told === undefined ? {} : { told }),
        ...page,
      };
    },

    /** The request that is shown, as soon as there is one. */
    async look(): Promise<PromptView> {
      await vi.waitFor(() => {
        if (prompts.views.length === 0) throw new Error('nothing is shown');
      });
      return prompts.views[0] as PromptView;
    },

    /** Answers the request that is shown first, and says what it was. */
    async answer(answer: PromptAnswer): Promise<PromptView> {
      const view = await this.look();
      await prompts.answer(view.id, view.digest, answer);
      return view;
    },
  };
}

export type Pages = ReturnType<typeof openPages>;

/** The code of the error, or what came instead. */
export const outcome = (call: unknown): Promise<unknown> =>
  Promise.resolve(call).catch((error: unknown) => (error as { code?: string }).code);
