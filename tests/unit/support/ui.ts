/** The whole worker behind `uiApi`, without relays and toolbar. */
import { IDBFactory } from 'fake-indexeddb';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createRooms } from '../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../entrypoints/background/ui-handlers';

/** A page of Facet that is in no tab. */
export const me = { tabId: undefined };

/** A worker on a machine on which Facet was never started; `fakeBrowser` and the database are new. */
export async function startUi() {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  return restartUi();
}

/** The next worker on the same machine. */
export async function restartUi() {
  const rooms = await createRooms();
  return { rooms, ui: createUiHandlers(rooms) };
}
