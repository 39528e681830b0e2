/** What the person does: answers, closes the window, switches, locks and looks; each of it written down as what it may have been. */
import type { PromptAnswer, PromptView } from '../../lib/rpc/prompt';
import { PASSWORD } from '../e2e/facet';
import type { Chosen } from './history';
import { pick, type Chance } from './plan';
import { now, within, type World } from './world';

/** What the function below finds when it runs inside a page of Facet. */
declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };

/** What Facet says, asked once more where the worker died under the question. */
async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if ((error as { code?: string }).code !== undefined) throw error;
    return question();
  }
}

/** The calls that a prompt may be about: those that still have no end, and ask this. */
function toCalls({ history }: World, view: PromptView): string[] {
  const open = history.calls.filter(({ origin, settled }) => origin === view.origin && settled.length === 0);
  const isMeant = ({ id, method, peer, text }: (typeof open)[number]) =>
    view.type === 'sign'
      ? method === 'signEvent' && id === view.event.content
      : view.type === 'cipher' &&
        method === view.method &&
        peer === view.peer &&
        (view.plaintext === undefined || view.plaintext === text);
  return open.filter(isMeant).map(({ id }) => id);
}

/** Says yes or no to one of the requests that wait; resolves to whether there was one. */
export async function answer(world: World, chance: Chance, isYes = chance() < 0.7): Promise<boolean> {
  const { facet, history } = world;
  const view = pick(chance, await ask(facet.ui.getPrompts));
  if (!view || facet.prompts().length === 0 || view.type === 'connect') return false;
  const as = view.told !== undefined && chance() < 0.5 ? 'told' : 'account';
  const given: PromptAnswer = isYes
    ? { answer: 'allow', remember: 'once', as, pin: false }
    : { answer: 'reject' };
  const actor = as === 'told' ? view.told! : view.pubkey;
  const noted = { calls: toCalls(world, view), yes: isYes, as: actor, from: now(), until: Infinity };
  history.answers.push(noted); // before it is given: it may count, whatever becomes of its reply
  await give(world, [view.id, view.digest, given]);
  return true;
}

/** Answers in the window that counts. A worker that dies as it opens one leaves it behind, and its successor another one. */
async function give({ facet, history }: World, args: unknown[]): Promise<void> {
  const message = { facet: 'ui', method: 'answerPrompt', args };
  const windows = facet.prompts();
  if (windows.length > 1) history.leftWindows = Math.max(history.leftWindows, windows.length - 1);
  for (const window of windows.reverse()) {
    // with the last answer its window goes, and may take the reply along
    const reply = await window
      .evaluate((each) => chrome.runtime.sendMessage(each), message)
      .catch(() => undefined);
    if ((reply as { error?: { code: string } } | undefined)?.error?.code !== 'unsupported') return;
  }
}

/** Closes the window, and the next one, until nothing of what waits now does: each closing is a no to what was shown. */
export async function closePrompt({ facet, history }: World): Promise<void> {
  const asked = new Set((await facet.snapshot()).pending.map(({ id }) => id));
  if (facet.prompts().length === 0 || asked.size === 0) return; // Facet closes it by itself
  const noted = { from: now(), until: Infinity };
  history.closings.push(noted);
  while ((await facet.snapshot()).pending.some(({ id }) => asked.has(id)))
    for (const window of facet.prompts()) await window.close();
  noted.until = now();
}

/** Another account for a site, or for all that have none of their own. */
export async function switchAccount(world: World, chance: Chance): Promise<void> {
  const { facet, history, origins, own, cast } = world;
  const origin = pick(chance, origins)!;
  const pubkey = pick(chance, cast.accounts)!;
  const before = await accountOf(world, origin);
  const noted = { origin, pubkey, from: now(), until: Infinity };
  history.chosen.push(noted);
  const command = own.includes(origin)
    ? facet.ui.setSiteAccount(origin, pubkey, 'always')
    : facet.ui.switchAccount(pubkey, 'all');
  const failed = await command.then(
    () => undefined,
    (error: unknown) => error as { code?: string },
  );
  if (failed?.code === 'locked') {
    history.chosen.splice(history.chosen.indexOf(noted), 1);
    return;
  }
  const after = await lookAtChosen(world, noted);
  if (after === pubkey && failed?.code !== undefined && before !== pubkey)
    throw new Error(`a switch was refused as “${failed.code}”, and done`);
  if (after !== undefined && after !== pubkey && !failed)
    throw new Error('a switch was reported as done, and is not');
}

/** Looks what became of a switch, and writes it down; while Facet is locked that is not to be seen. */
async function lookAtChosen(world: World, noted: Chosen): Promise<string | undefined> {
  const { origin, pubkey, from } = noted;
  const after = await accountOf(world, origin);
  if (after === undefined) return undefined;
  noted.until = now();
  // nothing came of it: whoever it was before it still is
  if (after !== pubkey) world.history.chosen.push({ origin, pubkey: after, from, until: noted.until });
  return after;
}

/** Whom a site has by what Facet says; undefined while it is locked. */
export async function accountOf({ facet, own }: World, origin: string): Promise<string | undefined> {
  const { vault, sites, current } = await ask(facet.snapshot);
  if (vault !== 'unlocked') return undefined;
  return (own.includes(origin) ? sites.find((each) => each.origin === origin)?.pubkey : undefined) ?? current;
}

export async function lock({ facet, history }: World): Promise<void> {
  if ((await facet.snapshot()).vault !== 'unlocked') return;
  history.locks.push({ from: now(), until: Infinity });
  await facet.ui.lock();
}

/** Opens the vault, and looks whether all that was in it is. */
export async function unlock(world: World): Promise<void> {
  const { facet, history } = world;
  const locked = history.locks.at(-1);
  if (locked?.until !== Infinity) return;
  // each try is counted on the disk before it is made, so a full one keeps the vault shut
  if (history.fullDisks.at(-1)?.until === Infinity) return;
  await facet.ui.unlock(PASSWORD);
  locked.until = now();
  for (const noted of history.chosen.filter(({ until }) => until === Infinity))
    await lookAtChosen(world, noted);
  await expectAccounts(world);
}

/** Throws unless the vault opens with its password and holds what it held. */
export async function expectVault(world: World): Promise<void> {
  const { facet, history } = world;
  const isLocked = history.locks.at(-1)?.until === Infinity;
  const { vault } = await facet.snapshot();
  if (vault !== (isLocked ? 'locked' : 'unlocked'))
    throw new Error(`the vault is ${vault}, and was not before`);
  if (isLocked) return unlock(world);
  await facet.ui.confirmPassword(PASSWORD);
  await expectAccounts(world);
}

async function expectAccounts({ facet, cast }: World): Promise<void> {
  const held = (await facet.snapshot()).accounts.map(({ pubkey }) => pubkey);
  if (held.toSorted().join() !== cast.accounts.toSorted().join())
    throw new Error(`the vault has ${held.length} accounts, and they are not those that it had`);
}

/** Looks at the log from its newest line back to the first page without a signature that is news. */
export async function lookAtLog({ facet, history, seen }: World): Promise<void> {
  if (history.locks.at(-1)?.until === Infinity) return;
  let saved = true;
  const { from, until } = await within(async () => {
    let next: string | undefined;
    do {
      const page = await facet.ui.getActivity({}, next);
      saved &&= page.unsaved === 0;
      const fresh = page.lines.filter(({ id, eventId }) => eventId !== undefined && !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      history.lines.push(...fresh);
      next = fresh.length > 0 ? page.next : undefined;
    } while (next !== undefined);
  });
  history.looks.push({ from, until, saved });
}
