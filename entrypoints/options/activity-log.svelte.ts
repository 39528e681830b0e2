/**
 * The lines of the log that the dashboard shows: fetched by pages, anew when what is looked for changes. What happens
 * meanwhile is heard and comes on top, or waits for that while the person has the list in hand.
 */
import { i18n } from '#lib/i18n/i18n';
import { toErrorText } from '#components/basic/error-text';
import type { ActivityFilter, ActivityLine, ActivityNews, ActivityPage } from '#lib/rpc/activity';
import { client, watchActivity } from '#lib/ui/client';
import { addNews, addOlder, countNews, joins } from './activity-news';

/** Follows the log while the calling component lives. */
export function createActivityLog() {
  let lines = $state.raw<ActivityLine[]>();
  /** Heard and not shown yet, oldest first. */
  let news = $state.raw<ActivityLine[]>([]);
  let next = $state<string>();
  let unsaved = $state(0);
  let failure = $state<{ what: string; why: string }>();
  let filter: ActivityFilter = {};
  let held = false;
  /** Counts what was asked: an answer that a later question has overtaken is nobody's. */
  let asked = 0;
  let fetching = false;

  const fresh = $derived(countNews(lines ?? [], news, filter));

  function showNews(): void {
    if (!lines || fetching || news.length === 0) return;
    lines = addNews(lines, news, filter);
    news = [];
  }

  /** `toLines`: what is shown, with what was found. */
  async function fetch(
    read: () => Promise<ActivityPage>,
    toLines: (found: ActivityLine[]) => ActivityLine[] = (found) => found,
  ): Promise<void> {
    const mine = (asked += 1);
    fetching = true;
    try {
      const found = await read();
      if (mine !== asked) return;
      lines = toLines(found.lines);
      next = found.next;
      unsaved = found.unsaved;
      failure = undefined;
    } catch (cause) {
      if (mine === asked) failure = { what: i18n.t('options.failed.read'), why: toErrorText(cause) };
    }
    if (mine !== asked) return;
    fetching = false;
    if (!held) showNews();
  }

  /** All of it anew, at least as many lines; what was heard before is among them. */
  function fetchAnew(least: number): Promise<void> {
    news = [];
    return fetch(() => readDown(filter, least));
  }

  const renew = (): Promise<void> => fetchAnew(lines?.length ?? 0);

  function hear({ lines: heard }: ActivityNews): void {
    if (!heard) return void renew();
    news = [...news, ...heard];
    if (!held) showNews();
  }

  /** What may have happened unheard: it is above what is known. */
  async function catchUp(): Promise<void> {
    const wanted = filter;
    const found = await client.getActivity(wanted).catch(() => undefined);
    if (!found || wanted !== filter || fetching) return;
    if (joins(lines ?? [], found.lines)) hear({ lines: found.lines.toReversed() });
    else await renew();
  }

  $effect(() => watchActivity(hear, () => void catchUp()));

  return {
    /** Newest first; absent until they are there. */
    get lines() {
      return lines;
    },
    /** How many lines wait to be shown. */
    get fresh() {
      return fresh;
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
      return fetchAnew(0);
    },

    /** The same once more, as far down: something has happened. */
    renew,

    /** Whether the person has the list in hand: then nothing moves in it. */
    hold(now: boolean): void {
      held = now;
      if (!held) showNews();
    },

    showNews,

    /** Fetches the next page, if there is one and none is on its way. */
    async fetchMore(): Promise<void> {
      const page = next;
      if (fetching || page === undefined) return;
      await fetch(
        () => client.getActivity(filter, page),
        (older) => addOlder(lines ?? [], older),
      );
    },
  };
}

/** Pages from the newest line on until there are so many. */
async function readDown(filter: ActivityFilter, least: number): Promise<ActivityPage> {
  let page = await client.getActivity(filter);
  let { lines } = page;
  while (page.next !== undefined && lines.length < least) {
    page = await client.getActivity(filter, page.next);
    lines = addOlder(lines, page.lines);
  }
  return { ...page, lines };
}
