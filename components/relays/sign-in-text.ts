import { i18n } from '#lib/i18n/i18n';
import { toSignInLinks } from '#lib/rpc/sign-ins';
import type { AccountView, Snapshot } from '#lib/rpc/snapshot';
import { toIsolated } from '#components/basic/display-name';
import { toListText } from '#components/basic/format';

/** What a relay could tell of the person's accounts if this one signed in there; empty: nothing new. */
export function toSignInLinkText(
  snapshot: Pick<Snapshot, 'accounts' | 'pairs' | 'signedIn'>,
  { pubkey, name }: AccountView,
  relay: string,
): string {
  const links = toSignInLinks(snapshot, pubkey, relay);
  const others = snapshot.accounts.filter((each) => links.includes(each.pubkey));
  if (others.length === 0) return '';
  const names = toListText(others.map((each) => toIsolated(each.name)));
  return i18n.t(others.length > 1 ? 'publish.signIn.linksMany' : 'publish.signIn.links', [
    names,
    toIsolated(name),
  ]);
}
