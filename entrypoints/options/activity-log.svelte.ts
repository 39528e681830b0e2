/** The lines of the log that the dashboard shows: fetched by pages, anew when what is looked for changes. */
import { i18n } from '#i18n';
import { toErrorText } from '#components/basic/error-text';
import type { ActivityFilter, ActivityLine } from '#lib/rpc/activity';
import { client } from '#lib/ui/client';

export function createActivityLog() {
  let lines = $state.raw<ActivityLine[]>();
  let next = $state<string>();
  let unsaved = $state(0);
  let failure = $state<{ what: string; why: string }>();
  let filter: ActivityFilter = {};
  /** Counts what was asked: an answer that a later question has overtaken is nobody's. */
  let asked = 0;
  let fetching = false;

  async function fetch(page?: string): Promise<void> {
    const mine = (asked += 1);
    fetching = true;
    try {
      const found = await client.getActivity(filter, page);
      if (mine !== asked) return;
      lines = page === undefined ? found.lines : join(lines ?? [], found.lines);
      next = found.next;
      unsaved = found.unsaved;
      failure = undefined;
    } catch (cause) {
      if (mine === asked) failure = { what: i18n.t('options.failed.read'), why: toErrorText(cause) };
    } finally {
      if (mine === asked) fetching = false;
    }
  }

  return {
    /** Newest first; absent until they are there. */
    get lines() {
      return lines;
    },
    /** There are older ones. */
    get more() {
      return next !== undefined;
    },
    get unsaved() {
      return unsaved;
    },
    get failure() {
      return failure;
    },

    /** Looks for these. */
    look(wanted: ActivityFilter): Promise<void> {
      filter = wanted;
      return fetch();
    },

    /** The same once more: something has happened. */
    renew: (): Promise<void> => fetch(),

    /** Fetches the next page, if there is one and none is on its way. */
    async fetchMore(): Promise<void> {
      if (!fetching && next !== undefined) await fetch(next);
    },
  };
}

/** A line that has been counted once more since has moved, and is in the next page again. */
function join(newer: readonly ActivityLine[], older: readonly ActivityLine[]): ActivityLine[] {
  const lines = new Map([...newer, ...older].map((line) => [line.id, line]));
  return [...lines.values()];
}
