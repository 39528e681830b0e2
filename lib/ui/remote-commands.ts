/** What the form that connects a remote signer asks of the worker. Each rejects with a FacetError. */
import { client } from './client';
import { apply } from './state.svelte';

export const remoteCommands = {
  onConnect: client.connectBunker,
  onInvite: client.inviteSigner,
  onMeet: client.meetSigner,
  onAdd: async (name: string | undefined, upgrade: boolean) => apply(await client.addRemote(name, upgrade)),
  onCancel: async () => apply(await client.cancelRemote()),
};
