/**
 * What no signer can beat: a real signature by libsecp256k1 in wasm and real NIP-44, with both keys in memory as bytes, and
 * no question asked of anybody. The conversation key is one that was kept: nothing here derives it.
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import { decrypt, encrypt } from 'nostr-tools/nip44';
import { initNostrWasm } from 'nostr-wasm';
import { NAME } from '../constants';
import type { Browser, Call } from '../message';

declare const chrome: Browser;

/** Written in by the build, as hex. */
declare const SECRET_KEY: string;
declare const PUBLIC_KEY: string;
declare const CONVERSATION_KEY: string;

const secretKey = hexToBytes(SECRET_KEY);
const conversationKey = hexToBytes(CONVERSATION_KEY);
const ready = initNostrWasm();

async function sign(draft: unknown): Promise<object> {
  const wasm = await ready;
  const event = { ...(draft as { kind: number; tags: string[][]; content: string; created_at: number }) };
  const signed = { ...event, id: '', pubkey: '', sig: '' };
  wasm.finalizeEvent(signed, secretKey);
  return signed;
}

const methods: Record<string, (...args: unknown[]) => unknown> = {
  name: () => NAME,
  getPublicKey: () => PUBLIC_KEY,
  signEvent: sign,
  'nip44.encrypt': (_peer, text) => encrypt(text as string, conversationKey),
  'nip44.decrypt': (_peer, text) => decrypt(text as string, conversationKey),
};

const toResult = async ({ method, args }: Call): Promise<unknown> => methods[method]?.(...args);

chrome.runtime.onMessage.addListener((call, _sender, answer) => {
  void toResult(call).then(answer);
  return true;
});
