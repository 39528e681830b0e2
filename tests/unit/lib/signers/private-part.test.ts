import * as nip04 from 'nostr-tools/nip04';
import * as nip44 from 'nostr-tools/nip44';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { writeRecords } from '#lib/storage/database';
import { isReadablePart } from '#lib/signers/private-part';
import { createSecretKeySigner } from '#lib/signers/secret-key';
import type { Signer } from '#lib/signers/signer';
import { pubkeyOf, secretOf } from '../../support/keys';
import { startOpenWorker } from '../../support/rooms';

const [ada, key] = [pubkeyOf('ada'), secretOf('ada')];
const conversation = nip44.getConversationKey(key, ada);

let signer: Signer;
beforeAll(async () => {
  const worker = await startOpenWorker();
  await writeRecords(worker.database, { put: [await worker.secrets.seal('one', ada, key)] });
  signer = createSecretKeySigner(ada, worker.secrets.of('one', ada));
});

/** A list of one word, as JSON of so many bytes. */
const listOf = (bytes: number): string =>
  JSON.stringify([['word', 'x'.repeat(bytes - JSON.stringify([['word', '']]).length)]]);

/** Around the lengths at which NIP-44 pads to more: the first blocks, wider ones, and where lengths are written longer. */
const LENGTHS = [13, 32, 33, 64, 65, 256, 257, 320, 321, 1_024, 1_025, 65_535];

describe('the private part of a list', () => {
  it.each(LENGTHS)('can be read where it has %i bytes, under NIP-44 and under NIP-04', async (bytes) => {
    const text = listOf(bytes);
    expect(text).toHaveLength(bytes);
    expect(await isReadablePart(signer, nip44.encrypt(text, conversation))).toBe(true);
    expect(await isReadablePart(signer, nip04.encrypt(key, ada, text))).toBe(true);
  });

  it('that can have been encrypted by nobody is not tried', async () => {
    const decrypt = [vi.spyOn(signer.nip44, 'decrypt'), vi.spyOn(signer.nip04, 'decrypt')];
    const whole = nip44.encrypt(listOf(300), conversation);
    const [old = '', vector = ''] = nip04.encrypt(key, ada, listOf(300)).split('?iv=');
    for (const content of [
      ...[whole.slice(4), whole.slice(0, -4), `AA${whole.slice(2)}`, `A${'q'.repeat(135)}`],
      ...[`${old.slice(4)}?iv=${vector}`, `?iv=${vector}`],
    ])
      expect(await isReadablePart(signer, content)).toBe(false);
    for (const each of decrypt) {
      expect(each).not.toHaveBeenCalled();
      each.mockRestore();
    }
  });
});
