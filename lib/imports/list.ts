/**
 * A list of keys as people keep one: nsec, ncryptsec, npub or nprofile, by lines, spaces or commas, or as a JSON
 * list. What else stands on a line with one key is its name.
 */
import { readKey, toName, type Entry } from './entry';
import { isNos2xFox, readNos2xFox } from './nos2x-fox';
import { expectFew } from './shape';

const KEY = /^(nostr:)?(nsec|npub|nprofile|ncryptsec)1|^[0-9a-f]{64}$/i;

export function readList(text: string): Entry[] {
  const lines = text.split(/[\r\n]+/);
  expectFew(lines);
  return lines.flatMap(readLine);
}

function readLine(line: string): Entry[] {
  const trimmed = line.trim();
  if (trimmed === '') return [];
  if (trimmed.startsWith('{')) return [readJsonLine(trimmed)];
  const tokens = trimmed.split(/[\s,;|"'[\]=]+|:(?=\s|$)/).filter((token) => token);
  const keys = tokens.filter((token) => KEY.test(token));
  if (keys.length === 0) return [{ kind: 'unreadable', why: 'unknown' }];
  if (keys.length > 1) return keys.map((key) => readKey(key));
  return keys.map((key) => readKey(key, toName(tokens.filter((token) => token !== key).join(' '))));
}

/** Several exported profiles, one after another. */
function readJsonLine(line: string): Entry {
  try {
    const value: unknown = JSON.parse(line);
    if (isNos2xFox(value)) return readNos2xFox(value);
  } catch {
    // no JSON after all
  }
  return { kind: 'unreadable', why: 'unknown' };
}
