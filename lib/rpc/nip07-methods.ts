/** The methods of `window.nostr` by name; the contract is checked against this list (tests/unit/lib/rpc). */
export const NIP07_METHODS: readonly string[] = [
  'getPublicKey',
  'signEvent',
  'getRelays',
  'nip04.encrypt',
  'nip04.decrypt',
  'nip44.encrypt',
  'nip44.decrypt',
  'enable',
  'isEnabled',
];
