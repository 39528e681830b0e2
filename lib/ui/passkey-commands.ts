/** What pages do with passkeys; each rejects with a FacetError. */
import type { PasskeyView } from '../rpc/snapshot';
import { client } from './client';
import { askPasskey, canUsePasskeys, createPasskey, forgetPasskey } from './passkey';
import { apply } from './state.svelte';

/** Whether the vault can be opened with a passkey on this page. */
export const offersPasskey = (passkeys: readonly PasskeyView[]): boolean =>
  passkeys.length > 0 && canUsePasskeys();

/** Opens the vault with whichever of its passkeys the person uses. */
export async function unlockWithPasskey(passkeys: readonly PasskeyView[]): Promise<void> {
  const { id, secret } = await askPasskey(passkeys);
  apply(await client.unlockWithPasskey(id, secret));
}

/** Makes a passkey and lets it open the vault. The password comes first, so that a wrong one leaves no passkey behind. */
export async function addPasskey(
  known: readonly PasskeyView[],
  password: string,
  name: string,
): Promise<void> {
  await client.confirmPassword(password);
  const made = await createPasskey(known, name);
  try {
    apply(await client.addPasskey(password, { ...made, name: name || undefined }));
  } catch (error) {
    await forgetPasskey(made.credentialId);
    throw error;
  }
}
