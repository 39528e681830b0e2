// A signer of the tests' own, as other extensions are: it knows one key and signs with nothing.
{
  const pubkey = 'e'.repeat(64);
  window.foundByOther = 'nostr' in window;
  window.nostr = {
    getPublicKey: () => Promise.resolve(pubkey),
    signEvent: (draft) => Promise.resolve({ ...draft, pubkey }),
  };
}
