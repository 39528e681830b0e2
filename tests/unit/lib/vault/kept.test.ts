/** Vaults of every released version, and of versions to come: what is in the first is there, the others are left alone. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { verifyEvent } from 'nostr-tools/pure';
import { expect, it, vi } from 'vitest';
import { version } from '../../../../package.json';
import { ACCOUNTS, makeVault, ORIGIN, RELAY } from '../../support/kept-vault';
import { fresh, pubkeyOf } from '../../support/keys';
import { createMachine, PASSWORD, startWorker, type Worker } from '../../support/rooms';
import { putStored, readStored, type StoredVault } from '../../support/stored-vault';

vi.unmock('hash-wasm'); // they were sealed at full cost

const FOLDER = new URL('../../../fixtures/vaults/', import.meta.url).pathname;

// how the vault of another format gets there: FACET_KEEP_VAULT=1 vitest run tests/unit/lib/vault/kept.test.ts
if (process.env['FACET_KEEP_VAULT']) {
  const { database } = await makeVault();
  writeFileSync(`${FOLDER}${version}.json`, `${JSON.stringify(await readStored(database), null, 2)}\n`);
}

const released = readdirSync(FOLDER);

const keptOf = (file: string) => JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8')) as StoredVault;

async function startWith(stored: StoredVault): Promise<Worker> {
  const database = await createMachine();
  await putStored(database, stored);
  const worker = startWorker(database);
  await worker.vault.restore();
  return worker;
}

/** Names and kinds of all there is, without what differs from vault to vault. */
const toShape = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(toShape);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toShape(each)]));
};

it.each(released)(
  'the vault of %s is opened by its password, is whole, and every account signs',
  async (file) => {
    const worker = await startWith(keptOf(file));
    expect(worker.vault.status).toBe('locked');
    await expect(worker.vault.unlock('correct horse batterx')).rejects.toMatchObject({ code: 'denied' });
    await worker.vault.unlock(PASSWORD);
    await worker.store.load();
    worker.sessions.restore();
    const { accounts, rules, settings } = worker.store.state;
    expect(accounts.map(({ pubkey, nickname }) => [pubkey, nickname])).toEqual(
      ACCOUNTS.map((label) => [pubkeyOf(label), `My ${label}`]),
    );
    expect(settings.relays).toEqual([RELAY]);
    expect(rules).toMatchObject([
      { pubkey: pubkeyOf('ada'), origin: ORIGIN, method: 'signEvent', kind: 1, effect: 'allow' },
    ]);
    for (const { pubkey, signer } of worker.sessions.all) {
      const event = await signer.signEvent({ pubkey, kind: 1, tags: [], content: 'x', created_at: 1 });
      expect(event.pubkey === pubkey && verifyEvent(fresh(event))).toBe(true);
    }
    await worker.store.change((draft) => {
      draft.settings.autoLockMinutes = 5; // and it goes on from there
    });
    await worker.vault.changePassword(PASSWORD, 'another horse battery', worker.store.reseal);
  },
);

it('the vault of this version is kept as the code of today writes it', async () => {
  expect(released).toContain(`${version}.json`);
  const { database } = await makeVault();
  expect(toShape(await readStored(database))).toEqual(toShape(keptOf(`${version}.json`)));
});

const newest = keptOf(released.toSorted().at(-1) ?? '');

it('a vault whose header is of a version to come is refused with words, and nothing of it is overwritten', async () => {
  const { header, ...rest } = newest.vault;
  const stored = { ...newest, vault: { ...rest, header: { ...(header as object), version: 2 } } };
  const { vault, database } = await startWith(stored);
  const newer = 'this vault was made by a newer Facet; its bytes are kept as they are';
  await expect(vault.unlock(PASSWORD)).rejects.toMatchObject({ code: 'unsupported', message: newer });
  await expect(vault.create(PASSWORD)).rejects.toMatchObject({ code: 'invalid' });
  expect({ ...(await readStored(database)).vault, attempts: 0 }).toEqual({ ...stored.vault, attempts: 0 });
  expect((await readStored(database)).records).toEqual(stored.records);
});

it('a vault whose state is of a version to come is refused with words, and nothing of it is overwritten', async () => {
  const ahead = await startWith(newest);
  await ahead.vault.unlock(PASSWORD);
  await ahead.store.load();
  await ahead.store.change((draft) => Object.assign(draft, { version: 2 }));
  const stored = await readStored(ahead.database);

  const { vault, store, database } = await startWith(stored);
  await vault.unlock(PASSWORD);
  await expect(store.load()).rejects.toMatchObject({
    code: 'unsupported',
    message: 'this state was made by a newer Facet; its bytes are kept as they are',
  });
  await expect(store.change((draft) => (draft.rules = []))).rejects.toMatchObject({ code: 'locked' });
  expect((await readStored(database)).records).toEqual(stored.records);
});
