/** What a waiting request would replace, and the private parts of lists, which nobody but the person may see. */
import { list, string } from '#lib/rpc/parse';
import { MAX_TEXT } from '#lib/nostr/event';
import { isEncrypted, toEntryDiff } from '#lib/nostr/replace-diff';
import { asksPassword } from '#lib/permissions/permissions';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { FacetError, InvalidError } from '#lib/rpc/errors';
import type { SignPrompt } from '#lib/rpc/prompt';
import type { PrivateDiff } from '#lib/rpc/replace';
import type { Session } from '#lib/sessions/session';
import type { Rooms } from '../rooms';
import type { UiCaller } from './command';

const entries = list(list(string(MAX_TEXT), 2_000), 20_000);

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
      const session = sessions.expect(pubkey);
      if (asksPassword(store.state, pubkey)) await vault.confirm(password);
      await vault.touch();
      const { known } = await replacing.held(pubkey, event);
      const before = await readPrivate(session, known?.content ?? '');
      const after = event.content === known?.content ? before : await readPrivate(session, event.content);
      return before && after ? { diff: toEntryDiff(before, after) } : {};
    },
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}

/** The entries of a private part (NIP-51); none where there is none, undefined where it is no list that can be read. */
async function readPrivate({ signer }: Session, content: string): Promise<string[][] | undefined> {
  if (!isEncrypted(content)) return [];
  const protocol = content.includes('?iv=') ? 'nip04' : 'nip44';
  const refusal = signer.refusal(`${protocol}.decrypt`);
  if (refusal !== undefined) throw new FacetError('unsupported', refusal);
  try {
    return entries(JSON.parse(await signer[protocol].decrypt(signer.pubkey, content)), 'private part');
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof InvalidError) return undefined;
    throw error; // a remote signer that said no, or nothing
  }
}
