/**
 * The same for a signer whose keys lie sealed on disk, with the least that takes: the sealed key from IndexedDB and what
 * opens it from `storage.session` when the worker starts, opened for each signature and wiped after it, and the
 * signature checked before it leaves. It hears of what Facet's worker hears of, which a worker has to say whenever it
 * starts. It knows one account and decides nothing.
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import { initNostrWasm } from 'nostr-wasm';
import { NAME } from '../constants';
import type { Browser, Call } from '../message';

interface SessionStorage {
  get(key: string): Promise<{ key?: number[] }>;
  set(entries: { key: number[] }): Promise<void>;
}

interface Heard {
  addListener(listener: () => void): void;
}

type Events<Name extends string> = Record<Name, Heard>;

declare const chrome: Omit<Browser, 'runtime'> & {
  runtime: Browser['runtime'] & Events<'onConnect' | 'onStartup' | 'onInstalled'>;
  storage: { session: SessionStorage };
  commands: Events<'onCommand'>;
  alarms: Events<'onAlarm'>;
  idle: Events<'onStateChanged'>;
  tabs: Events<'onCreated' | 'onUpdated' | 'onRemoved'>;
  windows: Events<'onRemoved'>;
  contextMenus: Events<'onClicked'>;
};

/** Written in by the build, as hex. */
declare const SECRET_KEY: string;
declare const PUBLIC_KEY: string;

type Bytes = Uint8Array<ArrayBuffer>;

interface Sealed {
  iv: Bytes;
  ciphertext: Bytes;
}

const toPromise = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('the database failed', { cause: request.error }));
  });

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('control', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('keys');
  return toPromise(request);
}

const keysIn = (database: IDBDatabase, mode: IDBTransactionMode) =>
  database.transaction('keys', mode).objectStore('keys');

const importKey = (raw: Bytes) =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

/** What the person's password would have opened: made when nothing is there yet. */
async function unlock(database: IDBDatabase): Promise<{ key: CryptoKey; sealed: Sealed }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await importKey(raw);
  const secretKey = new Uint8Array(hexToBytes(SECRET_KEY));
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, secretKey));
  await toPromise(keysIn(database, 'readwrite').put({ iv, ciphertext }, 'only'));
  await chrome.storage.session.set({ key: [...raw] });
  return { key, sealed: { iv, ciphertext } };
}

async function restore(): Promise<{ key: CryptoKey; sealed: Sealed }> {
  const [database, { key: raw }] = await Promise.all([openDatabase(), chrome.storage.session.get('key')]);
  const sealed = (await toPromise(keysIn(database, 'readonly').get('only'))) as Sealed | undefined;
  return raw && sealed ? { key: await importKey(new Uint8Array(raw)), sealed } : unlock(database);
}

const restored = restore();
const ready = initNostrWasm();

async function sign(draft: unknown): Promise<object> {
  const { key, sealed } = await restored;
  const { iv, ciphertext } = sealed;
  const wasm = await ready;
  const secretKey = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, ciphertext));
  const event = { ...(draft as { kind: number; tags: string[][]; content: string; created_at: number }) };
  const signed = { ...event, id: '', pubkey: '', sig: '' };
  wasm.finalizeEvent(signed, secretKey);
  secretKey.fill(0);
  wasm.verifyEvent(signed);
  return signed;
}

const methods: Record<string, (...args: unknown[]) => unknown> = {
  name: () => NAME,
  getPublicKey: () => PUBLIC_KEY,
  signEvent: sign,
};

const toResult = async ({ method, args }: Call): Promise<unknown> => methods[method]?.(...args);

const { runtime, commands, alarms, idle, tabs, windows, contextMenus } = chrome;
const heard = [
  ...[runtime.onConnect, runtime.onStartup, runtime.onInstalled, commands.onCommand, alarms.onAlarm],
  ...[
    idle.onStateChanged,
    tabs.onCreated,
    tabs.onUpdated,
    tabs.onRemoved,
    windows.onRemoved,
    contextMenus.onClicked,
  ],
];
for (const each of heard) each.addListener(() => undefined);

runtime.onMessage.addListener((call, _sender, answer) => {
  void toResult(call).then(answer);
  return true;
});
