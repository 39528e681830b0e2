/**
 * Websites as the person treats them while they ask: which were put off until later, and which were rejected again
 * and again. What was put off stays so when the worker dies.
 */
import { postponedItem } from '../storage/session';

/** A website in one kind of window. */
export interface AskingPlace {
  origin: string;
  isPrivate?: true | undefined;
}

const WITHIN = 60_000;
const MANY = 2;

const toName = ({ origin, isPrivate }: AskingPlace): string => (isPrivate ? `private ${origin}` : origin);

export type Postponed = ReturnType<typeof createPostponed>;

/** Websites whose requests wait without a window. */
export function createPostponed() {
  let names = new Set<string>();

  const save = () => (names.size > 0 ? postponedItem.set([...names]) : postponedItem.remove());

  return {
    async restore(): Promise<void> {
      names = new Set(await postponedItem.get());
    },
    has: (place: AskingPlace): boolean => names.has(toName(place)),
    async add(places: readonly AskingPlace[]): Promise<void> {
      for (const place of places) names.add(toName(place));
      await save();
    },
    /** Forgets the websites that ask nothing any more. */
    async keepOnly(places: readonly AskingPlace[]): Promise<void> {
      const asking = new Set(places.map(toName));
      const before = names.size;
      names = new Set([...names].filter((name) => asking.has(name)));
      if (names.size < before) await save();
    },
  };
}

/** Counts the person's noes by website; a worker that dies forgets them, and only an offer comes one no later. */
export function createRejections() {
  let times: { name: string; at: number }[] = [];
  const isRecent = ({ at }: { at: number }) => Date.now() - at < WITHIN;

  return {
    /** One press rejected everything that these websites had asked. */
    note(places: readonly AskingPlace[]): void {
      const at = Date.now();
      const names = new Set(places.map(toName));
      times = [...times.filter(isRecent), ...[...names].map((name) => ({ name, at }))];
    },
    /** Whether the person may want to be left alone by this website. */
    areMany: (place: AskingPlace): boolean =>
      times.filter((each) => each.name === toName(place) && isRecent(each)).length >= MANY,
  };
}
