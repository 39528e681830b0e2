/** keys.band, "Export All Keys" (keys.json): a list of `name` and `nsec`, which is "N/A" where there is none. */
import { readKey, toName, type Entry } from './entry';
import { expectFew, isRecord } from './shape';

/** Whether this value has the shape. */
export const isKeysBand = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => isRecord(each) && typeof each['nsec'] === 'string');

export function readKeysBand(profiles: Record<string, unknown>[]): Entry[] {
  expectFew(profiles);
  return profiles.map((profile) => {
    const nsec = String(profile['nsec']).trim();
    const name = toName(profile['name']);
    return nsec === '' || nsec === 'N/A' ? { kind: 'unreadable', why: 'empty', name } : readKey(nsec, name);
  });
}
