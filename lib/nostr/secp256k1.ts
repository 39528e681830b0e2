/** The curve of Nostr's keys, with smaller tables than noble's own. */
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';

/**
 * Bits of the window. A worker is woken to sign once, and makes the tables first: with 8 bits that costs more than
 * twice as much processor time as all the rest of the first signature; with 5 every later one costs a tenth more.
 */
const WINDOW = 5;

secp256k1.Point.BASE.precompute(WINDOW, true);

export { schnorr, secp256k1 };
