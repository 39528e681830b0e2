/** The fewest characters a password may have. */
export const MIN_PASSWORD = 10;

export type Strength = 'short' | 'weak' | 'fair' | 'strong' | 'very-strong';

/** How much a guesser gains from knowing the character before. */
function bitsOf(char: string, before: string | undefined): number {
  if (char === before) return 0.5;
  const both = (kind: RegExp) => before !== undefined && kind.test(char) && kind.test(before);
  if (both(/\p{Ll}/u)) return 2; // words: later letters follow from earlier ones
  if (both(/\d/)) return 2; // years, dates, 123
  if (/\d/.test(char)) return 3.3;
  return /\p{L}/u.test(char) ? 4.7 : 5;
}

/** A cautious guess from length and variety. It knows no dictionary, so it never promises more than it sees. */
export function estimateStrength(password: string): Strength {
  const chars = [...password.normalize('NFKC')];
  if (chars.length < MIN_PASSWORD) return 'short';
  const bits = chars.reduce((sum, char, index) => sum + bitsOf(char, chars[index - 1]), 0);
  if (bits < 32 || new Set(chars).size < 5) return 'weak';
  if (bits < 45) return 'fair';
  return bits < 70 ? 'strong' : 'very-strong';
}
