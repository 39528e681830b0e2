/**
 * How a content that was encrypted looks, without its key. Wide on purpose: a text that is taken for encrypted is
 * kept nowhere and reported as unreadable; one that is taken for plain would be kept, or replaced as if it hid nothing.
 */

/** Base64 whose first byte is the version: 2 now, and 0 to 3 begin with this letter; the shortest payload has 99 bytes. */
const NIP44 = /^A[A-Za-z0-9+/]{131,}={0,2}$/;
/** The vector that is added should have 16 bytes. */
const NIP04 = /^[\w+/=]+\?iv=[\w+/=]+$/;

/** Whether `content` is under NIP-44 or NIP-04. */
export const isEncrypted = (content: string): boolean => NIP44.test(content) || NIP04.test(content);

/** Of what is encrypted: whether it is under NIP-04. */
export const isNip04 = (content: string): boolean => content.includes('?iv=');
