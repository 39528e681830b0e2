/** When the vault locks by itself, and whether that time has come. */

/** When the vault locks by itself (ms). A word, as a null could also be what became of a number that was none. */
export type LockAt = number | 'browser-closes';

/** When the vault locks, and when (ms) that was set: before then nobody can be, unless the clock was put back. */
export interface Deadline {
  lockAt: LockAt;
  setAt: number;
}

/** Clocks that are set by the network go back by so much (ms) without anybody having put them back. */
const CLOCK_SLACK = 60_000;

/** A deadline that cannot be read counts as passed, as does one that a clock which was put back would put off. */
export const isDue = ({ lockAt, setAt }: Deadline): boolean =>
  lockAt !== 'browser-closes' && !(setAt - CLOCK_SLACK <= Date.now() && Date.now() < lockAt);
