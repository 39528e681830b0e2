import { expect, test } from 'vitest';
import { estimateStrength } from '../../../components/vault/password-strength';

test('fewer than ten characters are too short, however odd they are', () => {
  expect(estimateStrength('')).toBe('short');
  expect(estimateStrength('x9$Q!7z&T')).toBe('short');
});

test('an emoji is one character, not two', () => {
  expect(estimateStrength('💎'.repeat(5))).toBe('short');
});

test('repeating and counting make no password strong', () => {
  expect(estimateStrength('aaaaaaaaaaaaaaaaaaaaaaaa')).toBe('weak');
  expect(estimateStrength('12345678901234567890')).not.toMatch(/strong/);
  expect(estimateStrength('abababababab')).toBe('weak');
});

test('more words are stronger', () => {
  const order = ['weak', 'fair', 'strong', 'very-strong'];
  const strengths = ['password12', 'correct-horse-battery', 'correct-horse-battery-staple-7!'].map(
    (password) => order.indexOf(estimateStrength(password)),
  );
  expect(strengths).toEqual([...strengths].sort());
  expect(strengths[0]).toBe(0);
  expect(strengths[2]).toBe(3);
});
