/** Whether it is time for the vault to lock by itself. */
import type { Deadline } from '../storage/unlocked';

/** Clocks that are set by the network go back by so much (ms) without anybody having put them back. */
const CLOCK_SLACK = 60_000;

/** A deadline that cannot be read counts as passed, as does one that a clock which was put back would put off. */
export const isDue = ({ lockAt, setAt }: Deadline): boolean =>
  lockAt !== 'browser-closes' && !(setAt - CLOCK_SLACK <= Date.now() && Date.now() < lockAt);
