/** The floor of the platform: a worker that answers constants, and gives texts back as they came. */
import { EVENT, NAME, PUBKEY } from '../constants';
import type { Browser, Call } from '../message';

declare const chrome: Browser;

const CONSTANTS: Record<string, unknown> = { getPublicKey: PUBKEY, signEvent: EVENT, name: NAME };

const toResult = ({ method, args: [, text] }: Call): unknown => CONSTANTS[method] ?? text;

chrome.runtime.onMessage.addListener((call, _sender, answer) => {
  answer(toResult(call));
  return true;
});
