/** Pages with the libraries that offer a `window.nostr` or wait for one, as websites include them. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

declare global {
  interface Window {
    /** Set when nostr-login has put its own object there and has taken up an earlier login. */
    isReady?: true;
    /** What nip07-awaiter has found: as the page's first script runs, and once it has loaded. */
    awaited?: Promise<object | undefined>[];
  }
}

const read = (file: string) => readFile(fileURLToPath(import.meta.resolve(file)), 'utf8');

const NOSTR_LOGIN = `<!doctype html><meta charset="utf-8"><title>nostr-login</title>
<script>document.addEventListener('nlReady', () => (window.isReady = true))</script>
<script src="nostr-login.js"></script>
<p>A page.</p>`;

const AWAITER = `<!doctype html><meta charset="utf-8"><title>nip07-awaiter</title>
<script type="module">
  import { waitNostr } from './nip07-awaiter.js';
  window.awaited = [waitNostr(5_000)];
  addEventListener('load', () => window.awaited.push(waitNostr(5_000)));
</script>
<p>A page.</p>`;

/** By path, for the demo's server. */
export async function toPages(): Promise<Record<string, string>> {
  return {
    '/nostr-login.html': NOSTR_LOGIN,
    '/nostr-login.js': await read('nostr-login/dist/unpkg.js'),
    '/nip07-awaiter.html': AWAITER,
    '/nip07-awaiter.js': await read('nip07-awaiter'),
  };
}
