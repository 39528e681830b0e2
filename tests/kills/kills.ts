/**
 * Kills the whole browser in the middle of a write to the vault, starts it again with the same profile, and looks: all must
 * be as it was before, or as after. A write that had answered must be there.
 */
import { createRandom } from '../../scripts/random/random';
import type { KillsReport, KillsRow } from '../../scripts/kills/report';
import { createMachine, type Running } from './machine';
import { NOTHING, toLine, writes, type Whole } from './writes';

/** Milliseconds after which a write is first taken to be done; where that really is shows itself. */
const FIRST_EDGE = 200;

/** Accounts that there are before each write but the first of a vault. */
const ACCOUNTS = 3;

/** Which of these passwords open the vault, which is open then. Throws what Facet says when it cannot be opened. */
async function tryPasswords({ ui }: Running, passwords: readonly string[]): Promise<string[]> {
  const opening: string[] = [];
  for (const password of passwords) {
    try {
      await ui.unlock(password);
      opening.push(password);
    } catch (error) {
      if ((error as { code?: string }).code !== 'denied') throw error;
    }
  }
  return opening;
}

/** Everything that is there in the vault that these passwords have opened; nothing, if there is none. */
async function read({ ui, countKeys }: Running, passwords: string[]): Promise<Whole> {
  const { vault, accounts, sites } = await ui.getSnapshot();
  return {
    passwords: vault === 'empty' ? [] : passwords,
    accounts: accounts.map(({ pubkey }) => pubkey),
    rules: sites.flatMap(({ rules }) => rules.map(toLine)).toSorted(),
    keys: await countKeys(),
  };
}

/** Brings about what a write needs: no vault, or an open one with accounts that may sign on the website. */
async function prepare(running: Running, what: string, now: Whole): Promise<Whole> {
  const { ui } = running;
  const [password = 'correct horse battery'] = now.passwords;
  if (what === 'create the vault') {
    if (now.passwords.length > 0) await ui.wipe(password);
  } else {
    if (now.passwords.length === 0) await ui.createVault(password);
    for (let more = now.accounts.length; more < ACCOUNTS; more += 1) await ui.generateAccount();
    for (const { pubkey } of (await ui.getSnapshot()).accounts) await running.allow(pubkey);
  }
  return read(running, [password]);
}

const isSame = (one: Whole, other: Whole): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Kills so often, writes in turn; `onKill` hears of each. The same seed chooses the same moments. */
export async function killBrowsers(
  { times, seed }: { times: number; seed: number },
  onKill: (line: string, soFar: KillsReport) => void = () => undefined,
): Promise<KillsReport> {
  const random = createRandom(seed);
  const rows = Object.keys(writes).map((what): KillsRow => ({
    what,
    kills: 0,
    answered: 0,
    old: 0,
    new: 0,
    wrong: 0,
  }));
  const edges = rows.map(() => FIRST_EDGE);
  const failures: string[] = [];
  const machine = await createMachine();
  let running = await machine.start();
  let now: Whole = NOTHING;
  try {
    for (let run = 0; run < times; run += 1) {
      const which = run % rows.length;
      const [row, edge] = [rows[which]!, edges[which]!];
      const later = row.old > 0 && row.new > 0 ? 1.2 : 2; // from far to near
      const before = await prepare(running, row.what, now);
      const { call, after } = writes[row.what]!({ ui: running.ui, origin: machine.origin, before, run });
      // most of them close to where the write was done in earlier runs, the others anywhere
      const moment = edge * (random() < 0.75 ? 0.8 + random() * 0.4 : random() * 2);

      let answer: 'none' | 'done' | Error = 'none';
      const called = call().then(
        () => (answer = 'done'),
        (error: unknown) => (answer = error as Error),
      );
      await new Promise((resolve) => setTimeout(resolve, moment));
      const answered = answer as 'none' | 'done' | Error;
      await running.kill();
      await called;

      running = await machine.start();
      row.kills += 1;
      if (answered === 'done') row.answered += 1;
      const came = await find(running, { before, after, answered }).catch((error: unknown) => error as Error);
      if (came instanceof Error) {
        row.wrong += 1;
        failures.push(
          `${row.what}, killed after ${moment.toFixed(1)} ms (run ${run}, seed ${seed}): ${came.message}`,
        );
        await machine.forget();
        running = await machine.start();
        now = NOTHING;
      } else {
        row[came] += 1;
        edges[which] = edge * (came === 'old' ? later : 1 / later);
        now = came === 'old' ? before : after;
      }
      const word = came instanceof Error ? 'wrong' : came;
      onKill(`${run + 1} ${row.what}, ${moment.toFixed(0)} ms: ${word}`, { seed, rows, failures });
    }
  } finally {
    await machine.stop();
  }
  return { seed, rows, failures };
}

/** Which of the two is there, and that every account of it signs. Throws when it is neither. */
async function find(
  running: Running,
  { before, after, answered }: { before: Whole; after: Whole; answered: 'none' | 'done' | Error },
): Promise<'old' | 'new'> {
  if (answered instanceof Error) throw answered;
  const isEmpty = (await running.ui.getSnapshot()).vault === 'empty';
  const known = isEmpty ? [] : [...new Set([...before.passwords, ...after.passwords])];
  const found = await read(running, await tryPasswords(running, known));
  const came = isSame(found, after) ? 'new' : isSame(found, before) ? 'old' : undefined;
  if (!came) {
    const [one, other, there] = [before, after, found].map((each) => JSON.stringify(each));
    throw new Error(`neither ${one} nor ${other} but ${there}`);
  }
  if (came === 'old' && answered === 'done') throw new Error('it had answered, and is not there');
  for (const pubkey of found.accounts) {
    await running.allow(pubkey);
    await running.sign(pubkey);
  }
  return came;
}
