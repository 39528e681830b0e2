import { expect, it } from 'vitest';
import { InvalidError } from '#lib/rpc/errors';
import type { Parser } from '#lib/rpc/parse';
import { uiApi } from '#lib/rpc/ui-api';

const text = (length: number) => 'x'.repeat(length);
const items = (item: unknown) => (length: number) => Array.from({ length }, () => item);
const same = (value: number) => value;
const pubkeys = items('a'.repeat(64));
const event = { kind: 0, tags: [], content: '', created_at: 1 };
const shown = { id: 'an id', digest: 'a digest' };

/** Arguments that are bounded: how one of a size is made, and the largest that is taken. */
it.each<[keyof typeof uiApi, string, (size: number) => unknown, number]>([
  ['getTab', 'tab', same, 0x7fff_ffff],
  ['blockSite', 'origin', text, 500],
  ['unlock', 'password', text, 1_000],
  ['changePassword', 'new password', text, 1_000],
  ['removePasskey', 'passkey', text, 100],
  ['generateAccount', 'name', text, 100],
  ['addSecretKey', 'key', text, 500],
  ['addWatchOnly', 'key', text, 2_000],
  ['addNcryptsec', 'key', text, 500],
  ['addNcryptsec', 'password of the key', text, 1_000],
  ['previewSeedWords', 'words', text, 2_000],
  ['previewSeedWords', 'passphrase', text, 1_000],
  ['previewSeedWords', 'count', same, 50],
  ['addSeedWords', 'accounts', items(0), 200],
  ['findProfiles', 'accounts', pubkeys, 50],
  ['findAddress', 'address', text, 320],
  ['importAccounts', 'lines', items(0), 10_000],
  ['importAccounts', 'lines', (line) => [line], 10_000],
  ['connectBunker', 'address', text, 10_000],
  ['connectBunker', 'permissions', items('sign_event'), 50],
  ['connectBunker', 'permissions', (length) => [text(length)], 100],
  ['checkNcryptsec', 'ncryptsec', text, 1_000],
  ['createBackup', 'password of the file', text, 1_000],
  ['setNote', 'note', text, 2_000],
  ['reorderAccounts', 'accounts', pubkeys, 10_000],
  ['restoreBackup', 'accounts', pubkeys, 10_000],
  ['setLinkClient', 'client', text, 500],
  ['setRelays', 'relays', items('wss://a.example'), 20],
  ['setRelays', 'relays', (length) => [text(length)], 500],
  ['setAutoLock', 'minutes', same, 10_080],
  ['setAutoLock', 'password', text, 1_000],
  ['publishEvents', 'events', items(event), 3],
  ['publishEvents', 'relays', items('wss://a.example'), 20],
  ['publishEvents', 'password', text, 1_000],
  ['getRelayFacts', 'relay', text, 500],
  ['getActivity', 'page', text, 50],
  ['undoActivity', 'line', text, 100],
  ['requestDeletion', 'line', text, 100],
  ['requestDeletion', 'password', text, 1_000],
  ['answerPrompt', 'prompt', text, 100],
  ['answerPrompt', 'digest', text, 100],
  ['getReplacement', 'prompt', text, 100],
  ['getReplacement', 'digest', text, 100],
  ['answerPrompts', 'answers', items({ ...shown, answer: { answer: 'reject' } }), 100],
  ['peekPrompts', 'prompts', items(shown), 100],
  ['notePrompts', 'prompts', items('an id'), 2_100],
])('%s takes no larger %s than it says', (method, name, make, most) => {
  const args = uiApi[method].args as unknown as readonly (readonly [string, Parser<unknown>])[];
  const parse = args.find(([each]) => each === name)![1];
  expect(parse(make(most), name)).toEqual(make(most));
  expect(() => parse(make(most + 1), name)).toThrow(InvalidError);
});

const toPasskey = (length: number) => ({
  credentialId: Buffer.alloc(length).toString('base64url'),
  salt: Buffer.alloc(32).toString('base64url'),
  secret: Buffer.alloc(32).toString('base64url'),
});

it.each<[keyof typeof uiApi, string, (size: number) => unknown]>([
  ['previewSeedWords', 'count', same],
  ['addPasskey', 'passkey', toPasskey],
])('%s takes a %s of one, and none of nothing', (method, name, make) => {
  const args = uiApi[method].args as unknown as readonly (readonly [string, Parser<unknown>])[];
  const parse = args.find(([each]) => each === name)![1];
  expect(() => parse(make(1), name)).not.toThrow();
  expect(() => parse(make(0), name)).toThrow(InvalidError);
});
