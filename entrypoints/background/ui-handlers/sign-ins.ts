/** Signing in to relays (NIP-42): what the person says of it. */
import { parseRelayUrl } from '#lib/nostr/relay-url';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { SignInAnswer } from '#lib/rpc/sign-ins';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createSignInHandlers(rooms: Rooms) {
  const { signIns, outbox } = rooms;
  const command = createCommand(rooms);

  return {
    setSignIn: command(async (pubkey: string, url: string, answer: SignInAnswer) => {
      const relay = parseRelayUrl(url);
      await signIns.set(pubkey, relay, answer);
      await outbox.onSignIn(pubkey, relay);
    }),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
