import type { Fact } from './fact';

/** More fields than this are left to the raw event. */
const MAX_FIELDS = 40;

/** The members of an object in JSON, undefined where the text is none. */
export function readMembers(content: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // not JSON: the caller shows it as it is
  }
}

/**
 * The members of a JSON content by the names that the page gave them, `known` ones before what a page may have made up; what is
 * no JSON is shown as it is.
 */
export function toFields(content: string, known: readonly string[] = []): Fact[] {
  if (content === '') return [];
  const members = readMembers(content);
  if (!members) return [{ type: 'field', name: 'content', text: content }];
  const isKnown = ([name]: [string, unknown]) => known.includes(name);
  const all = Object.entries(members);
  const entries = [...all.filter(isKnown), ...all.filter((each) => !isKnown(each))];
  const more = entries.length - MAX_FIELDS;
  const shown = entries.slice(0, MAX_FIELDS).map(([name, value]): Fact => ({
    type: 'field',
    name,
    text: toText(value),
  }));
  return more > 0 ? [...shown, { type: 'more', count: more }] : shown;
}

/** What is nested deeper than the engine can write is left to the raw event. */
function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    return '…';
  }
}
