import { createHash } from 'node:crypto';

/** The id Chromium gives an unpacked extension: the hash of its path in the letters a to p. */
export const toId = (path: string): string =>
  [...createHash('sha256').update(path).digest('hex').slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('');
