/** The clock that Facet sees is moved on by a minute; alarms that are due by it ring. */
import { expect, type Worker } from '@playwright/test';
import { disturbWorker, workerOf } from '../chaos/disturb';
import { unlock } from '../chaos/person';
import { now } from '../chaos/world';
import { LATE, type Day } from './day';

const MINUTE = 60_000;

interface Alarm {
  name: string;
  scheduledTime: number;
  periodInMinutes?: number;
}

/** What the functions below find when they run inside the worker. */
declare const chrome: {
  alarms: {
    getAll(): Promise<Alarm[]>;
    create(name: string, when: { when: number }): Promise<void>;
  };
};

/** `isAway`: nobody is there, and Facet may lock. Throws if it does while somebody is, or if its worker is another one. */
export async function moveClock(day: Day, isAway: boolean): Promise<void> {
  const { world, panel } = day;
  const { facet, history } = world;
  const isOpen = history.locks.at(-1)?.until !== Infinity;
  const maybe = { from: now(), until: Infinity };
  if (isAway && isOpen) history.locks.push(maybe);
  if (day.movedAt === undefined) await disturbWorker(facet, { late: 0 });
  const spent = now() - (day.movedAt ?? now());
  day.movedAt = now();
  const before = world.late;
  world.late += Math.max(0, MINUTE - spent);
  const worker = workerOf(facet);
  const [due] = await Promise.all([
    worker?.evaluate(moveOn, { before, late: world.late }),
    panel.evaluate(([key, late]) => localStorage.setItem(key, late), [LATE, String(world.late)] as const),
  ]);
  if (!worker || !due) throw new Error('the worker is another one'); // that has forgotten everything, leaks as well
  await untilRung(worker, due);
  const { vault } = await facet.snapshot();
  if (isAway && isOpen && vault === 'unlocked') maybe.until = now();
  if (!isAway && vault !== 'unlocked') throw new Error('Facet locked while somebody was there');
}

/** Runs in the worker. The browser rings by its own clock: what is due by the other one is set to its now. Undefined in a worker that is another one. */
async function moveOn({ before, late }: { before: number; late: number }): Promise<string[] | undefined> {
  if (globalThis.disturbed?.late !== before) return undefined;
  globalThis.disturbed.late = late;
  const isDue = ({ periodInMinutes, scheduledTime }: Alarm) =>
    periodInMinutes === undefined && scheduledTime <= Date.now();
  const due = (await chrome.alarms.getAll()).filter(isDue).map(({ name }) => name);
  const when = performance.timeOrigin + performance.now();
  for (const name of due) await chrome.alarms.create(name, { when });
  return due;
}

async function untilRung(worker: Worker, due: readonly string[]): Promise<void> {
  if (due.length === 0) return;
  const isLeft = async (names: readonly string[]) => {
    const before = performance.timeOrigin + performance.now();
    const left = (await chrome.alarms.getAll()).filter(({ scheduledTime }) => scheduledTime <= before);
    return left.some(({ name }) => names.includes(name));
  };
  await expect.poll(() => worker.evaluate(isLeft, due), { message: 'alarms ring' }).toBe(false);
}

/** The person is back. Throws if Facet is still open after a break. */
export async function comeBack({ world }: Day): Promise<void> {
  if ((await world.facet.snapshot()).vault !== 'locked') throw new Error('Facet did not lock by itself');
  await unlock(world);
}
