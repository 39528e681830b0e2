/** What the person has said of their accounts' signing in to relays (NIP-42), as it is stored. Edits a draft of the state. */
import { FacetError } from '../rpc/errors';
import { MOST_SIGN_INS, type SignInAnswer } from '../rpc/sign-ins';
import type { State } from '../storage/state';

/** What is stored for an account at a relay in normal form. */
export const getSignIn = ({ accounts }: Readonly<State>, pubkey: string, relay: string): SignInAnswer => {
  const { signIns = {} } = accounts.find((account) => account.pubkey === pubkey) ?? {};
  return (Object.hasOwn(signIns, relay) ? signIns[relay] : undefined) ?? 'ask';
};

/** Remembers what lasts; what does not is to be asked by the next worker. Throws `no-account` or `busy`. */
export function setSignIn(draft: State, pubkey: string, relay: string, says: SignInAnswer): void {
  const account = draft.accounts.find((each) => each.pubkey === pubkey);
  if (!account) throw new FacetError('no-account', 'this account is not in Facet');
  const { [relay]: _, ...others } = account.signIns ?? {};
  if (says === 'always' || says === 'never') others[relay] = says;
  const { length } = Object.keys(others);
  if (length > MOST_SIGN_INS) {
    throw new FacetError('busy', `at most ${MOST_SIGN_INS} relays can be remembered for an account`);
  }
  if (length > 0) account.signIns = others;
  else delete account.signIns;
}
