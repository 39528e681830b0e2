/** Keys as numbers, judged by another implementation of the curve than Facet's. */
import { ECDH } from 'node:crypto';
import fc from 'fast-check';

/** The order of secp256k1: a secret key is less, and more than zero. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

export const isSecretKey = (hex: string): boolean => BigInt(`0x${hex}`) > 0n && BigInt(`0x${hex}`) < ORDER;

/** Whether 64 hex digits are the x of a point. */
export function isPoint(hex: string): boolean {
  try {
    ECDH.convertKey(`02${hex}`, 'secp256k1', 'hex', 'hex', 'compressed');
    return true;
  } catch {
    return false;
  }
}

/** 64 hex digits: any number, and those where the keys end. */
export const hex64: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 8, arbitrary: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }) },
    { weight: 1, arbitrary: fc.constantFrom(0n, 1n, ORDER - 1n, ORDER, ORDER + 1n, 2n ** 256n - 1n) },
  )
  .map((number) => number.toString(16).padStart(64, '0'));
