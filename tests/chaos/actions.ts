/** What each step of a plan does to the world. What cannot be done as things are is left out. */
import { pick, type Chance, type StepName } from './plan';
import { disturbWorker } from './disturb';
import type { Ruled } from './history';
import { answer, closePrompt, expectVault, lock, lookAtLog, switchAccount, unlock } from './person';
import { toRequest } from './requests';
import { now, type Tab, type World } from './world';

const MOST_TABS = 6;
const LEAST_TABS = 2;

/** Most calls that a page makes at once. */
const MOST_CALLS = 6;

/** How far a clock is ahead (ms), and back to what it was; one from before a rule was made would put that out of force. */
const CLOCKS = [0, 0, 300_000, 86_400_000];

async function makeRequests(world: World, chance: Chance): Promise<void> {
  const tab = pick(chance, world.tabs)!;
  await orderRequests(world, tab, 1 + Math.floor(chance() * MOST_CALLS), chance);
}

/** Has the page of a tab make so many calls at once; `wanted`: what the rules are to make of them. */
export async function orderRequests(
  world: World,
  tab: Tab,
  count: number,
  chance: Chance,
  wanted?: Ruled,
): Promise<void> {
  const made = Array.from({ length: count }, () => toRequest(world, tab.origin, chance, wanted));
  await world.order(
    tab,
    made.map(({ call }) => call),
    made.map(({ order }) => order),
  );
}

/** Stops the worker while `act` is under way; then the vault must be what it was. */
async function kill(world: World, act: () => Promise<unknown> = async () => undefined): Promise<void> {
  const stop = await world.facet.prepareStop();
  const killed = { from: now(), until: Infinity };
  world.history.kills.push(killed);
  await putClockBack(world, 0, async () => {
    await Promise.all([act(), stop()]);
    killed.until = now();
  });
  endFullDisk(world); // what was done to the worker is gone with it
  await expectVault(world);
}

function endFullDisk({ history }: World): void {
  const full = history.fullDisks.at(-1);
  if (full?.until === Infinity) full.until = now();
}

/** Does what leaves the worker's clock that far ahead: Facet locks where it was opened at a time that is still to come. */
async function putClockBack(world: World, late: number, act: () => Promise<unknown>): Promise<void> {
  const { facet, history } = world;
  const isBack = late < world.late;
  const isOpen = history.locks.at(-1)?.until !== Infinity;
  const maybe = { from: now(), until: Infinity };
  if (isBack && isOpen) history.locks.push(maybe);
  await act();
  world.late = late;
  if (isBack && isOpen && (await facet.snapshot()).vault === 'unlocked') maybe.until = now();
}

async function closeTab(world: World, chance: Chance): Promise<void> {
  if (world.tabs.length <= LEAST_TABS) return;
  await closeThis(world, pick(chance, world.tabs)!);
}

export async function closeThis(world: World, tab: Tab): Promise<void> {
  world.tabs.splice(world.tabs.indexOf(tab), 1);
  world.leave(tab);
  await tab.page.close();
}

/** Loads it anew, or another site in it. */
async function leadElsewhere(world: World, chance: Chance): Promise<void> {
  const tab = pick(chance, world.tabs)!;
  await leadTo(world, tab, chance() < 0.5 ? tab.origin : pick(chance, world.origins)!, chance);
}

export async function leadTo(world: World, tab: Tab, origin: string, chance: Chance): Promise<void> {
  world.leave(tab);
  tab.origin = origin;
  await tab.page.goto(`${tab.origin}/${chance() < 0.5 ? '?listens' : ''}`);
}

async function takeRelay(world: World): Promise<void> {
  const { relay } = world;
  world.relay = undefined;
  await relay?.stop();
}

async function fillDisk(world: World): Promise<void> {
  const full = { from: now(), until: Infinity };
  if (world.history.fullDisks.at(-1)?.until === Infinity) return;
  world.history.fullDisks.push(full);
  if (!(await disturbWorker(world.facet, { isFull: true }))) full.until = now();
}

export async function freeDisk(world: World): Promise<void> {
  if (world.history.fullDisks.at(-1)?.until !== Infinity) return;
  await disturbWorker(world.facet, { isFull: false });
  endFullDisk(world);
}

export async function setClock(world: World, late: number): Promise<void> {
  await putClockBack(world, late, () => disturbWorker(world.facet, { late }));
}

export const ACTIONS: Record<StepName, (world: World, chance: Chance) => Promise<unknown>> = {
  'make requests': makeRequests,
  'answer a prompt': (world, chance) => answer(world, chance),
  'kill the worker': (world) => kill(world),
  'kill it under new requests': (world, chance) => kill(world, () => makeRequests(world, chance)),
  'kill it under a switch': (world, chance) => kill(world, () => switchAccount(world, chance)),
  'kill it under an answer': (world, chance) => kill(world, () => answer(world, chance)),
  'switch the account': switchAccount,
  lock,
  unlock,
  'close the prompt': closePrompt,
  'close a tab': closeTab,
  'open a tab': async (world, chance) => {
    if (world.tabs.length < MOST_TABS) await world.open(pick(chance, world.origins)!);
  },
  'lead a tab elsewhere': leadElsewhere,
  'take the relay away': takeRelay,
  'bring the relay back': (world) => world.bringRelay(),
  'fill the disk': fillDisk,
  'free the disk': freeDisk,
  'set the clock': (world, chance) => setClock(world, pick(chance, CLOCKS)!),
  'look at the log': lookAtLog,
};
