import { expect, it, vi } from 'vitest';
import { createRemoteClient } from '#lib/signers/remote/client';
import { fresh, pubkeyOf } from '../../../support/keys';
import { clientOf, createFakeRelays, openAs, sealAs } from '../../../support/remote-signer';

const client = clientOf('client');
const me = pubkeyOf('client');

/** A client with a request open, and what has its signer answer the last request that was sent. */
async function ask() {
  const fake = createFakeRelays();
  const { openChannel } = fake;
  const remote = createRemoteClient({ client, signerPubkey: pubkeyOf('signer'), relays: [], openChannel });
  const request = async () => {
    const before = fake.sent.length;
    const result = remote.request('ping', []);
    await vi.waitFor(() => expect(fake.sent).toHaveLength(before + 1));
    const { id } = openAs('signer', fake.sent[before]!);
    return { result, answer: () => fake.deliver(sealAs('signer', me, { id, result: 'pong' })) };
  };
  return { fake, request, first: await request() };
}

it('a message is opened once, however often a relay repeats it; a forged copy keeps out nothing', async () => {
  const { fake, first } = await ask();
  const decrypt = vi.spyOn(client.nip44, 'decrypt');
  const other = sealAs('signer', me, { id: 'another', result: 'x' });
  fake.deliver({ ...other, sig: '0'.repeat(128) });
  fake.deliver(other);
  await vi.waitFor(() => expect(decrypt).toHaveBeenCalledTimes(1));
  await decrypt.mock.results[0]?.value;
  for (let times = 0; times < 10; times += 1) fake.deliver(fresh(other));
  first.answer();
  expect(await first.result).toBe('pong');
  expect(decrypt).toHaveBeenCalledTimes(2);
  decrypt.mockRestore();
});

it('what the signer says while nothing is asked is not opened', async () => {
  const { fake, request, first } = await ask();
  first.answer();
  await first.result;
  const decrypt = vi.spyOn(client.nip44, 'decrypt');
  fake.deliver(sealAs('signer', me, { id: 'another', result: 'x' }));
  const next = await request();
  next.answer();
  expect(await next.result).toBe('pong');
  expect(decrypt).toHaveBeenCalledOnce();
  decrypt.mockRestore();
});
