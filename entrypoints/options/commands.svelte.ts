/** What the dashboard asks of the worker. The page changes only through the snapshot that comes back. */
import { i18n } from '#lib/i18n/i18n';
import { toErrorText } from '#components/basic/error-text';
import { toCode } from '#lib/rpc/errors';
import type { Snapshot } from '#lib/rpc/snapshot';
import { apply } from '#lib/ui/state.svelte';

/** A key of the catalogue under `options.failed`: what is still as it was. */
type What =
  | 'note'
  | 'publishing'
  | 'switch'
  | 'order'
  | 'rename'
  | 'colour'
  | 'favourite'
  | 'inCycle'
  | 'apart'
  | 'site'
  | 'appearance'
  | 'links'
  | 'unblock'
  | 'pair'
  | 'pictures'
  | 'rule'
  | 'disconnect'
  | 'relays'
  | 'signIn'
  | 'lock'
  | 'autoLock'
  | 'reconnect'
  | 'stepUp'
  | 'activity'
  | 'read'
  | 'tour'
  | 'undo';

export type Commands = ReturnType<typeof createCommands>;

export function createCommands() {
  let failure = $state<{ what: string; why: string }>();
  let said = $state('');

  return {
    /** What the last command did not change, and why; absent when it worked. */
    get failure() {
      return failure;
    },
    /** For screen readers: the outcome of the last command. */
    get said() {
      return said;
    },

    /** Runs a command; resolves to whether it worked. `done` is read out then. */
    async run(what: What, command: () => Promise<Snapshot>, done = ''): Promise<boolean> {
      try {
        apply(await command());
        failure = undefined;
        said = done;
        return true;
      } catch (cause) {
        failure = { what: i18n.t(`options.failed.${what}`), why: toErrorText(cause) };
        return false;
      }
    },

    /** Runs a command that a field asked for; resolves to what is wrong, to be said beside the field. */
    async runField(invalid: string, command: () => Promise<Snapshot>): Promise<string> {
      try {
        apply(await command());
        return '';
      } catch (cause) {
        return toCode(cause) === 'invalid' ? invalid : toErrorText(cause);
      }
    },
  };
}
