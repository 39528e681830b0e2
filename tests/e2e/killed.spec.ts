import { bytesToHex } from '@noble/curves/utils.js';
import { generateSecretKey, getPublicKey } from 'nostr-tools/pure';
import { PASSWORD, type Facet } from './facet';
import { killAtRandom } from './killed';
import { expect, test } from './test';

const pubkeys = async ({ ui }: Facet) => (await ui.getSnapshot()).accounts.map(({ pubkey }) => pubkey);

/** `before` and `after` are all there is: one of the two, exactly. */
function oneOf(found: string[], before: string[], after: string[]): 'before' | 'after' {
  const isBefore = JSON.stringify(found) === JSON.stringify(before);
  if (!isBefore) expect(found).toEqual(after);
  return isBefore ? 'before' : 'after';
}

/** Opens the vault again, as it is after the death of a worker that may have locked it. */
async function unlock({ ui, snapshot }: Facet, password: string): Promise<void> {
  if ((await snapshot()).vault === 'locked') await ui.unlock(password);
}

const opens = ({ ui }: Facet, password: string): Promise<boolean> =>
  ui.unlock(password).then(
    () => true,
    (error: unknown) => {
      if ((error as { code?: string }).code === 'denied') return false;
      throw error;
    },
  );

test('adding an account: it is there with its key, or not at all', async ({ ready }) => {
  test.setTimeout(180_000);
  let before: string[] = [];
  let fresh = '';
  const found = await killAtRandom({
    facet: ready,
    prepare: async () => {
      before = await pubkeys(ready);
      fresh = bytesToHex(generateSecretKey());
    },
    command: () => ready.ui.addSecretKey(fresh),
    look: async () => {
      await unlock(ready, PASSWORD);
      const added = getPublicKey(Buffer.from(fresh, 'hex'));
      const outcome = oneOf(await pubkeys(ready), before, [...before, added]);
      if (outcome === 'after') await ready.ui.exportAccount(added, PASSWORD); // its key is there
      return outcome;
    },
  });
  expect(found).toHaveLength(20);
});

test('another password: exactly one of the two opens the vault, and every account with it', async ({
  ready,
}) => {
  test.setTimeout(240_000);
  const accounts: string[] = [];
  for (let each = 0; each < 3; each += 1) {
    await ready.ui.addSecretKey(bytesToHex(generateSecretKey()));
  }
  accounts.push(...(await pubkeys(ready)));
  let current = PASSWORD;
  let next = '';
  const found = await killAtRandom({
    facet: ready,
    prepare: async (run) => {
      next = `another password ${run}`;
    },
    command: () => ready.ui.changePassword(current, next),
    look: async () => {
      await ready.ui.lock();
      const opened: string[] = [];
      for (const password of [current, next]) {
        if (await opens(ready, password)) opened.push(password);
        await ready.ui.lock();
      }
      const outcome = oneOf(opened, [current], [next]);
      if (outcome === 'after') current = next;
      await ready.ui.unlock(current);
      expect(await pubkeys(ready)).toEqual(accounts);
      await ready.ui.exportAccount(accounts[0] ?? '', current);
      return outcome;
    },
  });
  expect(new Set(found).size, 'both outcomes were met').toBe(2);
});

test('deleting everything: all of it is there, or nothing', async ({ ready }) => {
  test.setTimeout(240_000);
  const key = bytesToHex(generateSecretKey());
  const pubkey = getPublicKey(Buffer.from(key, 'hex'));
  const found = await killAtRandom({
    facet: ready,
    prepare: async () => {
      if ((await ready.snapshot()).vault === 'empty') await ready.ui.createVault(PASSWORD);
      if ((await pubkeys(ready)).length === 0) await ready.ui.addSecretKey(key);
    },
    command: () => ready.ui.wipe(PASSWORD),
    look: async () => {
      if ((await ready.snapshot()).vault === 'empty') {
        expect((await ready.snapshot()).accounts).toEqual([]);
        return 'after';
      }
      await unlock(ready, PASSWORD);
      expect(await pubkeys(ready)).toEqual([pubkey]);
      await ready.ui.exportAccount(pubkey, PASSWORD);
      return 'before';
    },
  });
  expect(new Set(found).size, 'both outcomes were met').toBe(2);
});
