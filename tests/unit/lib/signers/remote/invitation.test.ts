import { expect, it, vi } from 'vitest';
import type { ChannelEvents } from '#lib/relays/channel';
import { waitForSigner } from '#lib/signers/remote/invitation';
import { pubkeyOf } from '../../../support/keys';
import { clientOf, sealAs } from '../../../support/remote-signer';

const [HOSTILE, HONEST] = ['wss://hostile.example/', 'wss://honest.example/'];
const [me, secret] = [pubkeyOf('client'), 'the secret'];

/** Somebody waits on two relays. */
function invite() {
  let events: ChannelEvents | undefined;
  const { comes } = waitForSigner({
    ...{ client: clientOf('client'), relays: [HOSTILE, HONEST], secret },
    openChannel(_relays, _pubkey, given) {
      events = given;
      return { send: () => () => undefined, isConnected: true, close: () => undefined };
    },
  });
  const come = vi.fn();
  void comes.then(come);
  const stranger = sealAs('eve', me, { id: '1', result: 'a guess' });
  return {
    come,
    /** Strangers come over the hostile relay; all but the first are forged, which is quickly seen, and count as much. */
    flood(count: number) {
      events?.onEvent({ ...stranger }, { url: HOSTILE });
      const forged = { ...stranger, created_at: 1 };
      for (let index = 1; index < count; index += 1) events?.onEvent({ ...forged }, { url: HOSTILE });
    },
    signer: (url: string) => events?.onEvent(sealAs('signer', me, { id: '1', result: secret }), { url }),
  };
}

it('a signer is met, however many strangers another relay sends', async () => {
  const { come, flood, signer } = invite();
  flood(600);
  signer(HONEST);
  await vi.waitFor(() => expect(come).toHaveBeenCalledWith(pubkeyOf('signer')), 10_000);
});

it('whoever is the 500th to come over a relay is still looked at, and nobody after them', async () => {
  const last = invite();
  last.flood(499);
  last.signer(HOSTILE);
  await vi.waitFor(() => expect(last.come).toHaveBeenCalledWith(pubkeyOf('signer')), 10_000);
  const late = invite();
  late.flood(500);
  late.signer(HOSTILE);
  const next = invite();
  next.signer(HONEST); // what came before it has been looked at
  await vi.waitFor(() => expect(next.come).toHaveBeenCalled(), 10_000);
  expect(late.come).not.toHaveBeenCalled();
});
