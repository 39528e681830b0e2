/** Pictures of the person's accounts as a page shows them: asked of the worker once an account is seen, held as object URLs. */
import { base64 } from '@scure/base';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { MOST_PICTURES, type PictureView } from '../rpc/pictures';
import { client } from './client';
import { state } from './state.svelte';

/** `mayFetch`: what the worker does not have it asks for; else only what is kept is shown. */
export function createPictures(mayFetch: boolean) {
  /** By pubkey. */
  const shown = new SvelteMap<string, { source: string; url: string }>();
  /** What the worker was asked for, by pubkey. */
  const asked = new SvelteMap<string, string>();
  const due = new SvelteSet<string>();

  function sourceOf(pubkey: string): string | undefined {
    const account = state.snapshot?.settings.pictures ? state.getAccount(pubkey) : undefined;
    return account?.apart ? undefined : account?.profile.picture;
  }

  function drop(pubkey: string): void {
    const held = shown.get(pubkey);
    if (held) URL.revokeObjectURL(held.url);
    shown.delete(pubkey);
  }

  /** Lets go of what is not wanted any more, in whatever way that came. */
  function forget(): void {
    for (const [pubkey, source] of asked) {
      if (sourceOf(pubkey) === source) continue;
      asked.delete(pubkey);
      drop(pubkey);
    }
  }

  function take({ pubkey, source, type, bytes }: PictureView): void {
    if (sourceOf(pubkey) !== source) return; // asked before it was another one's, or unwanted
    drop(pubkey);
    const blob = new Blob([new Uint8Array(base64.decode(bytes))], { type });
    shown.set(pubkey, { source, url: URL.createObjectURL(blob) });
  }

  /** A worker that died is asked again when the account is seen the next time. */
  async function ask(): Promise<void> {
    const pubkeys = [...due].slice(0, MOST_PICTURES);
    for (const pubkey of pubkeys) due.delete(pubkey);
    if (due.size > 0) setTimeout(() => void ask());
    try {
      const views = await client.getPictures(pubkeys);
      views.forEach(take);
      const missing = pubkeys.filter((pubkey) => !views.some((view) => view.pubkey === pubkey));
      if (mayFetch) missing.forEach((pubkey) => void fetch(pubkey));
    } catch {
      for (const pubkey of pubkeys) asked.delete(pubkey);
    }
  }

  async function fetch(pubkey: string): Promise<void> {
    try {
      const view = await client.fetchPicture(pubkey);
      if (view) take(view);
    } catch {
      asked.delete(pubkey);
    }
  }

  $effect.root(() => {
    $effect(forget);
  });

  return {
    sourceOf,

    get(pubkey: string, source: string): string | undefined {
      const held = shown.get(pubkey);
      return held?.source === source ? held.url : undefined;
    },

    show(pubkey: string, source: string): void {
      if (asked.get(pubkey) === source) return;
      asked.set(pubkey, source);
      if (due.size === 0) setTimeout(() => void ask()); // all that are seen in this moment are asked for at once
      due.add(pubkey);
    },
  };
}
