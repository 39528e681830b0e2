/**
 * The rooms of this worker: made when it starts, and made anew by whoever asks next where that failed, as a disk that was
 * full or busy may not be any more. Where there are none nothing stays open, and Facet's pages are told.
 */
import { openDatabase, type Database } from '#lib/storage/database';
import { forgetOpen } from '#lib/vault/forget';
import type { Vault } from '#lib/vault/vault';

/** Who hears of every start, from the one that is under way on. */
export interface Attendant<Made> {
  onStarted: (made: Made) => void | Promise<void>;
  onRefused: () => void;
}

export function createLife<Made extends { vault: Pick<Vault, 'lock'> }>(
  make: (opening: Promise<Database>) => Promise<Made>,
  opening: Promise<Database>,
) {
  const attendants = new Set<Attendant<Made>>();
  let hasFailed = false;
  let current = begin(opening);

  function begin(database: Promise<Database>): Promise<Made> {
    hasFailed = false;
    const made = make(database);
    made.catch(async () => {
      hasFailed = true;
      const forgotten = forgetOpen(); // nobody is there who locks when it is time
      (await database.catch(() => undefined))?.close();
      await forgotten;
    });
    database.then(
      (open) => open.addEventListener('close', () => void startAnew(made)),
      () => undefined, // `made` hears of it
    );
    for (const attendant of attendants) tell(attendant, made);
    return made;
  }

  /** The browser has closed the database of these rooms, which can read and save nothing any more. */
  async function startAnew(made: Promise<Made>): Promise<void> {
    await made.then(({ vault }) => vault.lock()).catch(() => undefined);
    if (made === current) current = begin(openDatabase());
  }

  function tell({ onStarted, onRefused }: Attendant<Made>, made: Promise<Made>): void {
    void made.then(onStarted, onRefused);
  }

  return {
    /** The rooms, restored. Rejects while the vault cannot be opened. */
    ready(): Promise<Made> {
      if (hasFailed) current = begin(openDatabase());
      return current;
    },

    /**
     * Has somebody hear of the rooms, and of those after them, until the returned function is called; of refusals in a row
     * of the first alone, as a page that asks for something because it was told would be told again, and so for ever.
     */
    attend({ onStarted, onRefused }: Attendant<Made>): () => void {
      let isTold = false;
      const attendant: Attendant<Made> = {
        onStarted(made) {
          isTold = false;
          return onStarted(made);
        },
        onRefused() {
          if (!isTold) onRefused();
          isTold = true;
        },
      };
      attendants.add(attendant);
      tell(attendant, current);
      return () => attendants.delete(attendant);
    },
  };
}
