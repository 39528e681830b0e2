/**
 * Editing a kind 0 profile (NIP-01, NIP-24): only what the person changed changes. Every other member, known to
 * Facet or not, keeps its place and its bytes, and so do the tags.
 */
import type { EventTemplate, NostrEvent } from './event';
import { removeJsonMember, setJsonMember, toJsonMembers } from './json-members';
import { PROFILE } from './lists';

/** The members of a profile that can be edited, by their names in the event. */
export const PROFILE_FIELDS = [
  'name',
  'display_name',
  'about',
  'picture',
  'banner',
  'website',
  'nip05',
  'lud16',
] as const;

export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** A text for each field; empty where the profile has none. */
export type ProfileFields = Record<ProfileField, string>;

/** One member of the content before and after; absent where it is not there. Other values than texts are JSON. */
export interface ProfileChange {
  name: string;
  before?: string;
  after?: string;
}

/** What a content says in the fields that can be edited; a value that is no text counts as none. */
export function toProfileFields(content: string): ProfileFields {
  const values = toValues(content);
  const read = (name: ProfileField) => {
    const value: unknown = JSON.parse(values.get(name) ?? 'null');
    return [name, typeof value === 'string' ? value : ''];
  };
  return Object.fromEntries(PROFILE_FIELDS.map(read)) as ProfileFields;
}

/** The content with these fields. One that is as it was stays as it is written; an empty one is taken out. */
export function editProfile(content: string, fields: ProfileFields): string {
  const held = toProfileFields(content);
  const changed = PROFILE_FIELDS.filter((name) => fields[name].trim() !== held[name].trim());
  if (changed.length === 0) return content;
  const whole = toJsonMembers(content) ? content : '{}'; // not JSON: nothing in it can be kept
  return changed.reduce((text, name) => {
    const value = fields[name].trim();
    return value ? setJsonMember(text, name, value) : removeJsonMember(text, name);
  }, whole);
}

/** Everything in which two contents differ, in the order of the new one, then what is gone. */
export function toProfileChanges(before: string, after: string): ProfileChange[] {
  const [old, fresh] = [toValues(before), toValues(after)];
  const names = [...new Set([...fresh.keys(), ...old.keys()])].filter(
    (name) => old.get(name) !== fresh.get(name),
  );
  const changes = names.map((name): ProfileChange => {
    const [was, is] = [old.get(name), fresh.get(name)];
    return {
      name,
      ...(was === undefined ? {} : { before: toText(was) }),
      ...(is === undefined ? {} : { after: toText(is) }),
    };
  });
  const isLost = before !== '' && before !== after && !toJsonMembers(before);
  return isLost ? [{ name: 'content', before }, ...changes] : changes;
}

/** The profile to sign in the place of `held`: later than it, as relays keep the later one. `now` in seconds. */
export const toProfileEvent = (
  held: NostrEvent | undefined,
  fields: ProfileFields,
  now: number,
): EventTemplate => ({
  kind: PROFILE,
  created_at: Math.max(now, (held?.created_at ?? -1) + 1),
  tags: held?.tags ?? [],
  content: editProfile(held?.content ?? '{}', fields),
});

/** What is wrong with a text for a field, if it is something that others could not use. */
export function toProfileProblem(name: ProfileField, text: string): 'url' | 'address' | undefined {
  const value = text.trim();
  if (value === '') return undefined;
  if (name === 'picture' || name === 'banner') return isUrl(value, ['https:']) ? undefined : 'url';
  if (name === 'website') return isUrl(value, ['https:', 'http:']) ? undefined : 'url';
  const isAddress = name === 'nip05' || name === 'lud16';
  return isAddress && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? 'address' : undefined;
}

const isUrl = (text: string, protocols: string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

/** The members by name, each value as it is written; of a doubled name the last counts, as in JSON.parse. */
const toValues = (content: string): Map<string, string> =>
  new Map(
    (toJsonMembers(content) ?? []).map(({ name, valueFrom, to }) => [name, content.slice(valueFrom, to)]),
  );

function toText(written: string): string {
  const value: unknown = JSON.parse(written);
  return typeof value === 'string' ? value : written;
}
