/** How a content that was encrypted looks, without its key. */

/** Base64 whose first byte is the version, 2, with which the second letter begins; the shortest payload is 99 bytes. */
const NIP44 = /^A[g-v][A-Za-z0-9+/]{130,}={0,2}$/;
/** The vector that is added has 16 bytes. */
const NIP04 = /^[A-Za-z0-9+/]+={0,2}\?iv=[A-Za-z0-9+/]{22}(==)?$/;

/** Whether `content` is under NIP-44 or NIP-04. */
export const isEncrypted = (content: string): boolean => NIP44.test(content) || NIP04.test(content);

/** Of what is encrypted: whether it is under NIP-04. */
export const isNip04 = (content: string): boolean => content.includes('?iv=');
