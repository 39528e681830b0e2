import { bytesToHex } from '@noble/curves/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Hex SHA-256 of a value as JSON. */
export const digestOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(value))));
