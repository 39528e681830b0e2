import type NDK from '@nostr-dev-kit/ndk';
import { NDKKind, type NDKEvent } from '@nostr-dev-kit/ndk';
import { verifyEvent, type Event } from 'nostr-tools/pure';
import { expectElement } from './element';
import { drawGem } from './gem';

/** The "Feed" card: notes as the relay sends them, newest first, each checked here before it is shown. */
export function showFeed(ndk: NDK): void {
  const list = expectElement('feed', HTMLOListElement);
  const shown = new Set<string>();
  ndk.subscribe(
    { kinds: [NDKKind.Text], limit: 50 },
    {
      closeOnEose: false,
      onEvent: (event) => {
        // A fresh copy: a mark "verified" that a library left on the object must not count.
        const raw = JSON.parse(JSON.stringify(event.rawEvent())) as Event;
        if (shown.has(raw.id) || !verifyEvent(raw)) return;
        shown.add(raw.id);
        const item = toItem(event);
        const older = [...list.children].find(
          (child) => Number((child as HTMLElement).dataset['at']) < raw.created_at,
        );
        list.insertBefore(item, older ?? null);
      },
    },
  );
}

function toItem(event: NDKEvent): HTMLLIElement {
  const item = document.createElement('li');
  item.dataset['at'] = String(event.created_at);
  item.dataset['pubkey'] = event.pubkey;
  item.innerHTML = `<article>
    <span class="avatar"></span>
    <header><b></b><span class="pill ok">Verified</span><time class="hint num"></time></header>
    <p class="foreign"></p>
  </article>`;
  const part = (selector: string) => item.querySelector(selector) as HTMLElement;
  drawGem(part('.avatar'), event.pubkey);
  const author = event.author;
  part('b').textContent = `${author.npub.slice(0, 12)}…`;
  void author.fetchProfile().then((profile) => {
    const name = profile?.displayName || profile?.name;
    if (name) part('b').textContent = name;
  });
  part('time').textContent = new Date((event.created_at ?? 0) * 1000).toLocaleString();
  part('.foreign').textContent = event.content;
  return item;
}
