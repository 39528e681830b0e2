/** What each arm does in a round. Every answer is checked, outside of the time that is measured. */
import { EXTENSION } from '../../e2e/facet';
import type { Arm } from './arms';
import { checkEvents, checkPubkeys, checkTexts } from './check';
import type { Desk } from './desk';
import { peer } from './peer';
import { openPopup } from './popup';
import type { ArmName, Measure } from './rows';
import { toSize, toZippedSize } from './sizes';
import { toMedian, toQuantile } from './statistics';
import type { Told, Work } from './work';

/** What a task came to in one round. */
export type Values = Partial<Record<Measure, number>>;

export interface Task {
  arms: readonly ArmName[];
  run(arm: Arm, label: string): Promise<Values>;
}

const LOADS = 6;
const COLD_STARTS = 3;
const POPUPS = 2;

/** Long enough for any machine: only what never comes is lost. */
const NEVER = 60_000;

const CALLED: readonly ArmName[] = ['echo', 'limit', 'facet'];
/** Those of a signature. */
const SIGNING: readonly ArmName[] = [...CALLED, 'sealed'];
const COLD: readonly ArmName[] = [...SIGNING, 'facet-100', 'facet-500'];
const POPPED_UP: readonly ArmName[] = ['echo', 'facet', 'facet-200'];

/** One after the other: nothing that is measured may share the machine with anything else. */
async function inTurn<T>(count: number, take: (index: number) => Promise<T>): Promise<T[]> {
  const taken: T[] = [];
  for (let index = 0; index < count; index += 1) taken.push(await take(index));
  return taken;
}

/** The tasks of a round, and those of the end; `note` is told of every answer that is wrong. */
export function createTasks(desk: Desk, note: (fault: string) => void): { everyRound: Task[]; last: Task[] } {
  async function tell({ name }: Arm, work: Work): Promise<Told> {
    const told = await desk.run(name, work);
    if (told.error) throw new Error(`${name} could not do its work: ${told.error}`);
    return told;
  }

  async function sign(arm: Arm, label: string, count: number): Promise<number[]> {
    const { ms, answers } = await tell(arm, { do: 'sign', label, count });
    checkEvents(answers, label, arm.signs ? arm.pubkey : undefined).forEach(note);
    return ms;
  }

  /** All at once: how long that took, and how many were not answered. */
  async function signAtOnce(arm: Arm, label: string, count: number): Promise<{ ms: number; lost: number }> {
    const { ms, answers } = await tell(arm, { do: 'sign-at-once', label, count, within: NEVER });
    checkEvents(answers, label, arm.signs ? arm.pubkey : undefined).forEach(note);
    return { ms: toMedian(ms), lost: answers.filter((answer) => answer === null).length };
  }

  async function nip44(arm: Arm, label: string, count: number, size: number): Promise<number> {
    const { ms, answers } = await tell(arm, { do: 'nip44', label, count, size, peer: peer.pubkey });
    checkTexts(answers, { label, size }, arm.signs ? arm.pubkey : undefined).forEach(note);
    return toMedian(ms);
  }

  async function load(arm: Arm): Promise<Told> {
    const told = await tell(arm, { do: 'load' });
    checkPubkeys(told.answers, arm.pubkey).forEach(note);
    return told;
  }

  async function showAccount({ browser, folder, name, account }: Arm, isCold: boolean): Promise<number> {
    const shown = await openPopup(browser, folder, isCold ? () => browser.putToSleep(folder) : undefined);
    if (shown.name !== account) note(`${name}: its popup shows ${shown.name}`);
    return shown.ms;
  }

  const everyRound: Task[] = [
    {
      arms: CALLED,
      async run(arm) {
        const all = await inTurn(LOADS, () => load(arm));
        const early = (100 * all.filter((each) => each.early).length) / LOADS;
        return { 'getPublicKey first': toMedian(all.flatMap(({ ms }) => ms)), early };
      },
    },
    {
      arms: CALLED,
      async run(arm) {
        const { ms, answers } = await tell(arm, { do: 'getPublicKey', count: 100 });
        checkPubkeys(answers, arm.pubkey).forEach(note);
        return { 'getPublicKey p50': toMedian(ms) };
      },
    },
    {
      arms: SIGNING,
      async run(arm, label) {
        await sign(arm, `${label}, warming up`, 10);
        const ms = await sign(arm, label, 200);
        return { 'sign p50': toMedian(ms), 'sign p95': toQuantile(ms, 0.95) };
      },
    },
    {
      arms: SIGNING,
      run: async (arm, label) => ({ 'at once': (await signAtOnce(arm, `${label}, at once`, 500)).ms }),
    },
    { arms: CALLED, run: async (arm, label) => ({ 'nip44 1 KB': await nip44(arm, label, 30, 1_000) }) },
    { arms: CALLED, run: async (arm, label) => ({ 'nip44 60 KB': await nip44(arm, label, 10, 60_000) }) },
    {
      arms: COLD,
      async run(arm, label) {
        const ms = await inTurn(COLD_STARTS, async (index) => {
          await arm.browser.putToSleep(arm.folder);
          return sign(arm, `${label}, woken ${index}`, 1);
        });
        return { cold: toMedian(ms.flat()) };
      },
    },
    {
      arms: CALLED,
      async run(arm, label) {
        await arm.browser.putToSleep(arm.folder);
        return { lost: (await signAtOnce(arm, `${label}, at a start`, 20)).lost };
      },
    },
    {
      arms: POPPED_UP,
      async run(arm) {
        const cold = await inTurn(POPUPS, () => showAccount(arm, true));
        const warm = await inTurn(POPUPS, () => showAccount(arm, false));
        return { 'popup cold': toMedian(cold), 'popup warm': toMedian(warm) };
      },
    },
  ];

  const last: Task[] = [
    {
      arms: CALLED,
      run: async ({ folder, scripts }) => ({
        script: toSize(folder, scripts) / 1_000,
        ...(folder === EXTENSION ? { package: toZippedSize(folder) / 1_000 } : {}),
      }),
    },
    {
      // watches the worker, and so comes after everything else
      arms: CALLED,
      async run(arm, label) {
        await arm.browser.putToSleep(arm.folder);
        await sign(arm, label, 20);
        return { heap: (await arm.browser.weighHeap(arm.folder)) / 1_000_000 };
      },
    },
  ];
  return { everyRound, last };
}
