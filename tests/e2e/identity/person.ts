/** The person's answers, given past the window: for tests in which the prompts of many pages come at once. */
import type { Page } from '@playwright/test';
import type { PromptAnswer, PromptView, SignPrompt } from '../../../lib/rpc/prompt';
import { expect } from '../test';
import type { Facet } from '../facet';
import { getPublicKey } from '../window-nostr';

/** What the function below finds when it runs inside a page of Facet. */
declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };

/** The waiting request that is meant, as soon as there is one. */
export async function waiting<View extends PromptView>(
  { ui }: Facet,
  isMeant: (view: PromptView) => view is View,
): Promise<View> {
  let found: View | undefined;
  const look = async () => (found = (await ui.getPrompts()).find(isMeant));
  await expect.poll(look, { message: 'a request waits', intervals: [50], timeout: 20_000 }).toBeDefined();
  return found as View;
}

/** Answers a request from the window that shows it; nobody else is heard. */
export async function give(facet: Facet, { id, digest }: PromptView, answer: PromptAnswer): Promise<void> {
  const message = { facet: 'ui', method: 'answerPrompt', args: [id, digest, answer] };
  const press = async () => {
    if (!(await facet.ui.getPrompts()).some((view) => view.id === id)) return true;
    // with the last answer its window goes, and takes the reply with it; the next request opens another one
    const [shown] = facet.prompts();
    await shown?.evaluate((given) => chrome.runtime.sendMessage(given), message).catch(() => undefined);
    return false;
  };
  await expect.poll(press, { message: 'the answer counts', intervals: [20] }).toBe(true);
}

/** Connects the site in this page as `pubkey`, with everyday posts if not said otherwise. */
export async function connectAs(
  facet: Facet,
  page: Page,
  pubkey: string,
  scope: 'tab' | 'site' = 'site',
  allow: 'identity' | 'everyday' = 'everyday',
): Promise<void> {
  const { origin } = new URL(page.url());
  const isMeant = (view: PromptView) => view.type === 'connect' && view.origin === origin;
  const asked = getPublicKey(page);
  const view = await waiting(facet, (each): each is PromptView => isMeant(each));
  await give(facet, view, { answer: 'connect', pubkey, allow, scope });
  expect(await asked).toBe(pubkey);
}

/** Switches a tab or its site as the popup does, which asks first who is there. */
export async function switchAt(
  { ui }: Facet,
  tabId: number,
  pubkey: string,
  scope: 'tab' | 'site',
  together?: 'once',
): Promise<void> {
  await ui.getTab(tabId);
  await ui.switchAccount(pubkey, scope, tabId, together);
}

export const isNote = (view: PromptView): view is SignPrompt => view.type === 'sign';

/** The waiting request for a note with this text. */
export const waitingNote = (facet: Facet, content: string): Promise<SignPrompt> =>
  waiting(facet, (view): view is SignPrompt => isNote(view) && view.event.content === content);

/** A person who says yes to notes, and remembers as whom. */
export function createChooser(facet: Facet) {
  /** The author that was chosen for each text. */
  const chosen = new Map<string, string>();
  let answers = 0;

  async function choose(view: SignPrompt, as: 'told' | 'account'): Promise<void> {
    chosen.set(view.event.content, (as === 'told' && view.told) || view.pubkey);
    await give(facet, view, { answer: 'allow', remember: 'once', as, pin: false });
  }

  return {
    chosen,
    choose,

    /** Answers whatever waits, one way and the other in turn, until `isDone`. */
    async chooseUntil(isDone: () => boolean): Promise<void> {
      const answered = async () => {
        for (const view of (await facet.ui.getPrompts()).filter(isNote)) {
          answers += 1;
          await choose(view, answers % 2 === 0 ? 'told' : 'account');
        }
        return isDone();
      };
      await expect.poll(answered, { intervals: [50], timeout: 60_000 }).toBe(true);
    },
  };
}
