/**
 * Asks the browser for a passkey whose PRF extension makes a secret of a salt (WebAuthn level 3). The relying party
 * is the extension itself. Every failure is a FacetError: `timeout` when it was called off, `invalid` when the
 * passkey is here already, `unsupported` when it cannot do what the vault needs.
 */
import { base64urlnopad } from '@scure/base';
import { FacetError } from '../rpc/errors';
import type { PasskeyView } from '../rpc/snapshot';

/** A passkey that was just made, as `addPasskey` takes it: base64url, the secret included. */
export interface MadePasskey {
  credentialId: string;
  salt: string;
  secret: string;
}

/** Whether pages of an extension can use passkeys here; in Firefox the call is there and always fails. */
export const canUsePasskeys = (): boolean =>
  'PublicKeyCredential' in globalThis && location.protocol !== 'moz-extension:';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const decode = (text: string) => Uint8Array.from(base64urlnopad.decode(text));

function encode(source: BufferSource | undefined): string | undefined {
  if (source === undefined) return undefined;
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  return base64urlnopad.encode(Uint8Array.from(bytes));
}

/** What the browser throws, as an error of ours. */
function toFacetError(cause: unknown): FacetError {
  switch (cause instanceof DOMException ? cause.name : '') {
    case 'InvalidStateError':
      return new FacetError('invalid', 'this passkey opens the vault already', { cause });
    case 'NotSupportedError':
    case 'ConstraintError':
    case 'SecurityError':
      return new FacetError('unsupported', 'this passkey cannot do what the vault needs', { cause });
    default:
      return new FacetError('timeout', 'no passkey was used', { cause });
  }
}

/** The secret that one of `passkeys` makes of its own salt, and which one it was. */
export async function askPasskey(
  passkeys: readonly Pick<PasskeyView, 'id' | 'credentialId' | 'salt'>[],
): Promise<{ id: string; secret: string }> {
  const salts = new Map(passkeys.map(({ credentialId, salt }) => [credentialId, { first: decode(salt) }]));
  const credential = await navigator.credentials
    .get({
      publicKey: {
        challenge: random(32),
        userVerification: 'required',
        allowCredentials: passkeys.map(({ credentialId }) => ({
          type: 'public-key',
          id: decode(credentialId),
        })),
        extensions: { prf: { evalByCredential: Object.fromEntries(salts) } },
      },
    })
    .catch((cause: unknown) => {
      throw toFacetError(cause);
    });
  const used = credential as PublicKeyCredential | null;
  const passkey = passkeys.find(({ credentialId }) => credentialId === encode(used?.rawId));
  const secret = encode(used?.getClientExtensionResults().prf?.results?.first);
  if (passkey && secret !== undefined) return { id: passkey.id, secret };
  throw new FacetError('unsupported', 'this passkey makes no secret');
}

/** Makes a new passkey beside those that are there. One that can make no secret is given up again. */
export async function createPasskey(known: readonly PasskeyView[], name: string): Promise<MadePasskey> {
  const salt = random(32);
  const credential = await navigator.credentials
    .create({
      publicKey: {
        rp: { name: 'Facet' },
        user: { id: random(16), name: name || 'Facet', displayName: name || 'Facet' },
        challenge: random(32),
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
        excludeCredentials: known.map(({ credentialId }) => ({
          type: 'public-key',
          id: decode(credentialId),
        })),
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    .catch((cause: unknown) => {
      throw toFacetError(cause);
    });
  const made = credential as PublicKeyCredential;
  const credentialId = encode(made.rawId) ?? '';
  const passkey = { id: '', credentialId, salt: base64urlnopad.encode(salt) };
  try {
    const { prf } = made.getClientExtensionResults();
    if (!prf?.enabled) throw new FacetError('unsupported', 'this passkey makes no secret');
    // many make the secret only when they are asked the second time
    const secret = encode(prf.results?.first) ?? (await askPasskey([passkey])).secret;
    return { credentialId, salt: passkey.salt, secret };
  } catch (error) {
    await forgetPasskey(credentialId);
    throw error;
  }
}

interface Signals {
  signalUnknownCredential?: (options: { rpId: string; credentialId: string }) => Promise<void>;
}

/** Tells whoever keeps passkeys that this one opens nothing here; not every browser can. */
export async function forgetPasskey(credentialId: string): Promise<void> {
  const signals: Signals = PublicKeyCredential;
  await signals.signalUnknownCredential?.({ rpId: location.hostname, credentialId }).catch(() => undefined);
}
