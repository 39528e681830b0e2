/**
 * The page that calls: takes one piece of work after the other from the server that it came from, and tells what it has
 * measured itself. Nobody drives it, so that nobody is attached to it either.
 */
import { toDraft, toText, type Told, type Work } from '../work';

interface Signer {
  getPublicKey(): Promise<unknown>;
  signEvent(draft: object): Promise<unknown>;
  nip44: {
    encrypt(peer: string, text: string): Promise<string>;
    decrypt(peer: string, text: string): Promise<string>;
  };
}

declare const nostr: Signer;

declare global {
  interface Window {
    isThere?: boolean;
  }
}

/** Makes the calls one after the other. */
async function inTurn(count: number, call: (index: number) => Promise<unknown>): Promise<Told> {
  const told: Told = { ms: [], answers: [] };
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    const answer = await call(index);
    told.ms.push(performance.now() - start);
    told.answers.push(answer);
  }
  return told;
}

async function signAtOnce(label: string, count: number, within: number): Promise<Told> {
  const drafts = Array.from({ length: count }, (_, index) => toDraft(label, index));
  const answers: unknown[] = drafts.map(() => null);
  const start = performance.now();
  const all = drafts.map(async (draft, index) => {
    answers[index] = await nostr.signEvent(draft).catch((error: unknown) => ({ error: String(error) }));
  });
  await Promise.race([Promise.all(all), new Promise((resolve) => setTimeout(resolve, within))]);
  return { ms: [performance.now() - start], answers };
}

function nip44({ label, count, size, peer }: Extract<Work, { do: 'nip44' }>): Promise<Told> {
  const texts = Array.from({ length: count }, (_, index) => toText(label, index, size));
  return inTurn(count, async (index) => {
    const ciphertext = await nostr.nip44.encrypt(peer, texts[index] ?? '');
    return { ciphertext, plaintext: await nostr.nip44.decrypt(peer, ciphertext) };
  });
}

function work(asked: Work): Promise<Told> {
  if (asked.do === 'load') {
    location.reload();
    return new Promise(() => undefined); // the next page tells
  }
  if (asked.do === 'getPublicKey') return inTurn(asked.count, () => nostr.getPublicKey());
  if (asked.do === 'sign')
    return inTurn(asked.count, (index) => nostr.signEvent(toDraft(asked.label, index)));
  if (asked.do === 'sign-at-once') return signAtOnce(asked.label, asked.count, asked.within);
  return nip44(asked);
}

/** Why what is measured here would be worth nothing. */
function findDoubt(): string | undefined {
  if (!crossOriginIsolated) return 'the clock of its page is coarse';
  return document.hidden ? 'its page is in the background' : undefined;
}

const untilNextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

async function takeTurns(): Promise<void> {
  const toFault = (error: unknown): Told => ({ ms: [], answers: [], error: String(error) });
  await untilNextFrame();
  await untilNextFrame(); // the page has been painted: its own start does not stand in the way
  const arrival = await inTurn(1, () => nostr.getPublicKey()).catch(toFault);
  let told: Told = { ...arrival, early: window.isThere ?? false };
  for (;;) {
    const doubt = findDoubt();
    const body = JSON.stringify(doubt ? { ...told, error: doubt } : told);
    const reply = await fetch(`/turn${location.search}`, { method: 'POST', body });
    told = await work((await reply.json()) as Work).catch(toFault);
  }
}

addEventListener('load', () => void takeTurns());
