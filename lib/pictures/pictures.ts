/**
 * Pictures of the person's accounts, where the person wants them: fetched when a page shows the account, drawn anew, kept
 * sealed. Whatever goes wrong is no picture, and nobody hears of it. `load` first, `fetch` where that has none.
 */
import { fetchBytes } from '../domains/fetch-bytes';
import type { PictureImage, PictureView } from '../rpc/pictures';
import type { Database } from '../storage/database';
import type { StoredAccount } from '../storage/state';
import type { StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';
import { toPictureUrl } from './address';
import { drawPicture } from './draw';
import { createKeptPictures } from './kept';

/** Where there was no picture Facet asks again after so long (ms). */
const RETRY = 24 * 3_600_000;

/** Most servers that are asked at once. */
const AT_ONCE = 4;

export interface PictureRooms {
  database: Database;
  vault: Vault;
  store: StateStore;
  /** What the profile of an account says where its picture is. */
  getSource: (pubkey: string) => string | undefined;
}

/** What pictures are made with; only where there is no screen and no network that is another one. */
interface Tools {
  /** What is at an address. */
  fetchFile: (url: string, ended: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;
  /** The file drawn anew; undefined where it is no picture that can be. */
  draw: (file: Uint8Array<ArrayBuffer>) => Promise<PictureImage | undefined>;
  isOnline: () => boolean;
}

/** Most bytes of a file. */
const MOST_BYTES = 2 * 1024 * 1024;

const TOOLS: Tools = {
  fetchFile: (url, ended) => fetchBytes(url, MOST_BYTES, { ended }),
  draw: drawPicture,
  isOnline: () => navigator.onLine,
};

/** An account that may have a picture, and where that would be. */
interface Wanted {
  account: StoredAccount;
  source: string;
  url: string;
}

export type Pictures = ReturnType<typeof createPictures>;

export function createPictures({ database, vault, store, getSource }: PictureRooms, tools = TOOLS) {
  const { fetchFile, draw, isOnline } = tools;
  const kept = createKeptPictures(database, vault, store);
  /** What is being fetched, by account and address. */
  const running = new Map<string, Promise<PictureView | undefined>>();
  /** Who waits for its turn to ask, while so many ask. */
  const waiting: (() => void)[] = [];
  let asking = 0;
  let drawing: Promise<unknown> = Promise.resolve();
  let ending = new AbortController();
  let tidied: string | undefined;

  /** Accounts that may have one: none that is kept apart, as one server could then see it together with others. */
  const toAllowed = (): readonly StoredAccount[] =>
    store.isOpen && store.state.settings.pictures ? store.state.accounts.filter(({ apart }) => !apart) : [];

  function find(pubkey: string): Wanted | undefined {
    const account = toAllowed().find((each) => each.pubkey === pubkey);
    const source = account && getSource(pubkey);
    const url = toPictureUrl(source);
    return account && source !== undefined && url !== undefined ? { account, source, url } : undefined;
  }

  const toView = ({ account, source }: Wanted, image: PictureImage): PictureView => ({
    ...{ pubkey: account.pubkey, source },
    ...image,
  });

  async function load(pubkey: string): Promise<PictureView | undefined> {
    const wanted = find(pubkey);
    const held = wanted && (await kept.load(wanted.account).catch(() => undefined));
    return held?.image && held.url === wanted?.url ? toView(wanted, held.image) : undefined;
  }

  /** Runs `work` when fewer than so many others run. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (asking === AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else asking += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else asking -= 1;
    }
  }

  /** One after the other: what is decoded is large. */
  function drawInTurn(file: Uint8Array<ArrayBuffer>): Promise<PictureImage | undefined> {
    const drawn = drawing.then(() => draw(file));
    drawing = drawn.catch(() => undefined);
    return drawn;
  }

  async function fetchDue(wanted: Wanted): Promise<PictureView | undefined> {
    const { account, url } = wanted;
    const { signal } = ending;
    const isWanted = () => {
      const now = find(account.pubkey);
      return !signal.aborted && now?.account.id === account.id && now.url === url;
    };
    const held = await kept.load(account);
    const isSame = held?.url === url;
    if (isSame && held.image) return toView(wanted, held.image);
    if (isSame && Date.now() < held.at + RETRY) return undefined;
    if (!isOnline() || !(await kept.hasRoom(account)) || !isWanted()) return undefined;
    // on a full disk it is shown all the same
    const keep = (image?: PictureImage) =>
      kept
        .keep(account, { url, at: Date.now(), ...(image ? { image } : {}) }, isWanted)
        .catch(() => undefined);
    const file = await fetchFile(url, signal).catch(() => undefined);
    await keep(); // before it is drawn: a file that takes the process with it is not fetched again at the next look
    const image = file && (await drawInTurn(file).catch(() => undefined));
    if (image) await keep(image);
    return image && isWanted() ? toView(wanted, image) : undefined;
  }

  return {
    /** Those that are kept. Nobody is asked. */
    load: async (pubkeys: readonly string[]): Promise<PictureView[]> =>
      (await Promise.all(pubkeys.map(load))).filter((view) => view !== undefined),

    /** The picture of an account that a page shows, from its server if that was not asked before. */
    fetch(pubkey: string): Promise<PictureView | undefined> {
      const wanted = find(pubkey);
      if (!wanted) return Promise.resolve(undefined);
      const key = `${wanted.account.id} ${wanted.url}`;
      const fetching =
        running.get(key) ??
        inTurn(() => fetchDue(wanted))
          .catch(() => undefined) // the disk cannot be read
          .finally(() => running.delete(key));
      running.set(key, fetching);
      return fetching;
    },

    /** Removes what nobody wants any more, where that may have changed. */
    tidy(): void {
      if (!store.isOpen) return;
      const wish = toAllowed()
        .map(({ id }) => id)
        .join();
      if (wish === tidied) return;
      tidied = wish;
      kept.keepOnly(() => (store.isOpen ? toAllowed() : undefined)).catch(() => undefined); // the next unlock tries again
    },

    /** Ends what is under way, as the lock does. */
    stop(): void {
      ending.abort();
      ending = new AbortController();
      tidied = undefined;
    },
  };
}
