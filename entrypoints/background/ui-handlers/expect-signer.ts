import { FacetError } from '#lib/rpc/errors';
import type { Session } from '#lib/sessions/session';
import type { Rooms } from '../rooms';

/** The session, if it can sign. Throws `locked`, `no-account`, or `unsupported` with the account's own words. */
export function expectSigner(
  { vault, sessions }: Pick<Rooms, 'vault' | 'sessions'>,
  pubkey: string,
): Session {
  vault.expectKeys();
  const session = sessions.expect(pubkey);
  const refusal = session.signer.refusal('signEvent');
  if (refusal !== undefined) throw new FacetError('unsupported', refusal);
  return session;
}
