/**
 * Reads what another signer exported, or a list of keys: text in, entries out, nothing stored, nothing fetched.
 * The shapes are facts about other people's programs; each has a file of its own. Whoever calls wipes the entries.
 */
import { FacetError, InvalidError } from '../rpc/errors';
import type { ImportSource } from '../rpc/imports';
import { wipeEntries, type Entry } from './entry';
import { isGooti, readGooti } from './gooti';
import { isKeysBand, readKeysBand } from './keys-band';
import { readList } from './list';
import { isNos2xFox, readNos2xFox } from './nos2x-fox';
import { expectFew, MAX_ENTRIES } from './shape';

export const MAX_EXPORT = 1_000_000;

export interface Export {
  from: ImportSource;
  entries: Entry[];
  /** It holds permissions too, which stay behind. */
  hasRules: boolean;
}

/** Throws `invalid`, `unsupported` or `too-large`; the message never repeats the text. */
export function readExport(text: string): Export {
  if (text.length > MAX_EXPORT) {
    throw new FacetError('too-large', `an export may have ${MAX_EXPORT} characters, got ${text.length}`);
  }
  expectFew(text.match(/(nsec|npub|nprofile|ncryptsec)1/gi) ?? []);
  const found = read(text.replace(/^\uFEFF/, '').trim());
  if (found.entries.length > MAX_ENTRIES) {
    wipeEntries(found.entries);
    throw new FacetError('too-large', `an export may hold ${MAX_ENTRIES} lines, got ${found.entries.length}`);
  }
  if (found.entries.every(({ kind }) => kind === 'unreadable')) {
    throw new InvalidError('this holds no key that Facet can read');
  }
  return found;
}

function read(text: string): Export {
  const value = parseJson(text);
  if (isGooti(value))
    return { from: 'gooti', entries: readGooti(value), hasRules: hasAny(value['permissions']) };
  if (isKeysBand(value)) return { from: 'keys-band', entries: readKeysBand(value), hasRules: false };
  if (isNos2xFox(value)) {
    return { from: 'nos2x-fox', entries: [readNos2xFox(value)], hasRules: hasAny(value['permissions']) };
  }
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) {
    return { from: 'list', entries: readList(value.join('\n')), hasRules: false };
  }
  if (value !== undefined) throw new InvalidError('this is no export that Facet knows');
  return { from: 'list', entries: readList(text), hasRules: false };
}

function parseJson(text: string): unknown {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // cut off, or several in a row: read as a list
  }
}

const hasAny = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;
