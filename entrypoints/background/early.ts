/**
 * What takes the browser its time is asked for before the rest of the worker's code has run, which takes as long. The
 * first import of the worker; nothing it imports is large.
 */
import { browser } from 'wxt/browser';
import { loadNative } from '#lib/nostr/native';
import { readAhead } from '#lib/storage/ahead';
import { openDatabase } from '#lib/storage/database';

/** The database, which whoever waits for it finds open, or hears why not. */
export const opening = openDatabase();
opening.catch(() => undefined);
readAhead();
loadNative(fetch(browser.runtime.getURL('/secp256k1.wasm')));
