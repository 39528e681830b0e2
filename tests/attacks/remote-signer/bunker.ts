/** A remote signer of one case, whose account a website may sign as. */
import type { Page } from '@playwright/test';
import type { Event, EventTemplate } from 'nostr-tools/pure';
import { people } from '../../../scripts/demo/people';
import { startHostileBunker, type Asked, type HostileBunker } from '../../e2e/remote/hostile-bunker';
import type { Arena } from '../arena';

const { alice } = people;

/** What the website wants to be signed. */
const DRAFT = { kind: 1, content: 'from afar', tags: [['t', 'afar']], created_at: 1_700_000_000 };

export interface Scene {
  bunker: HostileBunker;
  page: Page;
  /** What comes of a signature that no rule asks the person about: the event, or why not. */
  sign(): Promise<unknown>;
  /** What comes of a text to be encrypted to Alice. */
  encrypt(): Promise<unknown>;
}

/** Runs a case; the account is gone after it. */
export async function withBunker(arena: Arena, attempt: (scene: Scene) => Promise<void>): Promise<void> {
  const { facet, relay, site, answered } = arena;
  const bunker = await startHostileBunker(relay.url);
  const { pubkey } = bunker;
  try {
    await facet.ui.connectBunker(bunker.url, ['sign_event']);
    await facet.ui.addRemote('Eve');
    await site.connect(pubkey);
    await facet.ui.setSiteAccount(site.origin, pubkey);
    await site.allow({ pubkey, method: 'signEvent', kind: 1 });
    await site.allow({ pubkey, method: 'nip44.encrypt', peer: alice.pubkey });
    const page = await site.visit();
    await attempt({
      bunker,
      page,
      sign: () => answered(() => page.evaluate((draft) => nostr.signEvent(draft), DRAFT)),
      encrypt: () =>
        answered(() => page.evaluate((peer) => nostr.nip44.encrypt(peer, 'a secret'), alice.pubkey)),
    });
  } finally {
    await facet.ui.logout(pubkey);
    await facet.ui.switchAccount(alice.pubkey, 'all');
    bunker.stop();
  }
}

/** The event that was asked for, as it would be signed; undefined for any other question. */
export function honestly(
  bunker: HostileBunker,
  { method, params: [template = ''] }: Asked,
): Event | undefined {
  return method === 'sign_event' ? bunker.sign(JSON.parse(template) as EventTemplate) : undefined;
}
