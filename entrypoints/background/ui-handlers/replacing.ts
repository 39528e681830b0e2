/** What a waiting request would replace, and the private parts of lists, which nobody but the person may see. */
import { toEntryDiff } from '#lib/nostr/replace-diff';
import { asksPassword } from '#lib/permissions/permissions';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { FacetError, InvalidError } from '#lib/rpc/errors';
import type { SignPrompt } from '#lib/rpc/prompt';
import type { PrivateDiff } from '#lib/rpc/replace';
import { readPrivatePart } from '#lib/signers/private-part';
import type { Rooms } from '../rooms';
import type { UiCaller } from './command';

export function createReplacingHandlers({ vault, store, sessions, prompts, promptWindow, replacing }: Rooms) {
  /** The request as it was shown, if this account would act. */
  function expectShown(id: string, digest: string, pubkey: string): SignPrompt {
    const view = prompts.views.find((each) => each.id === id && each.digest === digest);
    if (view?.type === 'sign' && (pubkey === view.pubkey || pubkey === view.told)) return view;
    throw new InvalidError('the request has changed; look at it again');
  }

  return {
    async getReplacement(_caller: UiCaller, id: string, digest: string, pubkey: string, wait: boolean) {
      const { event } = expectShown(id, digest, pubkey);
      sessions.expect(pubkey);
      if (wait) await replacing.look(pubkey, event).found;
      return replacing.view(pubkey, event);
    },

    async comparePrivate(
      { tabId }: UiCaller,
      id: string,
      digest: string,
      pubkey: string,
      password = '',
    ): Promise<PrivateDiff> {
      if (!promptWindow.isTab(tabId)) {
        throw new FacetError('unsupported', 'this is shown only in the window that Facet opened');
      }
      const { event } = expectShown(id, digest, pubkey);
      const { signer } = sessions.expect(pubkey);
      if (asksPassword(store.state, pubkey)) await vault.confirm(password);
      await vault.touch();
      const { known } = await replacing.held(pubkey, event);
      const before = await readPrivatePart(signer, known?.content ?? '');
      const after = event.content === known?.content ? before : await readPrivatePart(signer, event.content);
      return before && after ? { diff: toEntryDiff(before, after) } : {};
    },
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
