// A script of another extension, such as a wallet, that has nothing to do with window.nostr.
window.foundByOther = 'nostr' in window;
