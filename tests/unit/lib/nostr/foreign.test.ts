import { describe, expect, it } from 'vitest';
import { countHidden, escapeHidden, toForeignParts, toHead } from '../../../../lib/nostr/foreign';

const hidden = (text: string) =>
  toForeignParts(text).flatMap((part) => ('hidden' in part ? [[part.name, part.code, part.count]] : []));
const rejoin = (text: string) =>
  toForeignParts(text)
    .map((part) => ('text' in part ? part.text : part.hidden))
    .join('');

describe('text from outside', () => {
  it.each([
    '',
    'plain text\nin two lines',
    'Zoë Ålund, Việt Nam, שָׁלוֹם, العَرَبِيَّة',
    '👨‍👩‍👧‍👦 👍🏽 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇵🇹 1️⃣ 🏳️‍🌈',
    'می‌خواهم',
    '𝄞 𝅘𝅥𝅮',
    'क्‍ष',
  ])('shows %j as it is', (text) => {
    expect(hidden(text)).toEqual([]);
    expect(rejoin(text)).toBe(text);
  });

  it.each([
    ['zero\u200Bwidth', 'zeroWidth', 'U+200B'],
    ['a\u200Db', 'zeroWidth', 'U+200D'],
    ['1\u200D2', 'zeroWidth', 'U+200D'],
    ['user\u202Egpj.exe', 'bidi', 'U+202E'],
    ['\u2066x', 'bidi', 'U+2066'],
    ['tab\there', 'control', 'U+0009'],
    ['nul\0', 'control', 'U+0000'],
    ['a\rb', 'control', 'U+000D'],
    ['\uFEFFx', 'byteOrder', 'U+FEFF'],
    ['so\u00ADft', 'softHyphen', 'U+00AD'],
    ['x\u3164', 'filler', 'U+3164'],
    ['x\uFE01', 'variation', 'U+FE01'],
    ['line\u2028end', 'separator', 'U+2028'],
    ['half \uD83D of one', 'half', 'U+D83D'],
    ['\uE000', 'private', 'U+E000'],
    ['a\u{E0041}', 'tag', 'U+E0041'],
    ['a\u2065', 'format', 'U+2065'],
    ['a\uFFF0', 'format', 'U+FFF0'],
    ['a\uFFF8', 'format', 'U+FFF8'],
    ['a\u{E0080}', 'format', 'U+E0080'],
    ['a\u{E01F0}', 'format', 'U+E01F0'],
    ['a\u{E0FFF}', 'format', 'U+E0FFF'],
    ['a\u{16FE4}', 'filler', 'U+16FE4'],
    ['a\u{1D159}', 'filler', 'U+1D159'],
  ])('makes the hidden character in %j visible', (text, name, code) => {
    expect(hidden(text)).toEqual([[name, code, 1]]);
    expect(rejoin(text)).toBe(text);
  });

  it('lets nothing through that is ignored wherever it is drawn, assigned or not', () => {
    const ignored = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((char) => /\p{Default_Ignorable_Code_Point}/u.test(char));
    expect(ignored.length).toBeGreaterThan(4_000);
    expect(ignored.filter((char) => countHidden(`a${char}b`) !== 1)).toEqual([]);
  });

  it('counts the same character in a row once, with its number', () => {
    expect(hidden(`a${'\u200B'.repeat(500)}b`)).toEqual([['zeroWidth', 'U+200B', 500]]);
    expect(countHidden('\u200B\u200B a \u202E')).toBe(3);
  });

  it('takes down towers of accents and leaves those that a letter carries', () => {
    const tower = 'z' + '\u0301\u0316\u0330\u0345'.repeat(5);
    expect(hidden(tower)).toEqual([['accents', expect.any(String) as string, 16]]);
    expect(rejoin(tower)).toBe(tower);
  });

  it.each(['a\u200B', '\u200B', '\uD800', '\u{E0041}', '\u0301'])('is quick with 512 KiB of %j', (unit) => {
    const began = process.threadCpuUsage().user;
    const text = unit.repeat((512 * 1024) / unit.length);
    expect(countHidden(text)).toBeGreaterThan(text.length / 4);
    expect(process.threadCpuUsage().user - began).toBeLessThan(5_000_000);
  });

  it('never cuts a character in two', () => {
    expect(toHead('ab😀', 3)).toBe('ab');
    expect(toHead('ab😀', 4)).toBe('ab😀');
  });

  it('escapes hidden characters in JSON without changing what it says', () => {
    const value = { content: 'a\u202Eb\u{E0041}\u200B\u200B', tags: [['t', 'ok']] };
    const json = escapeHidden(JSON.stringify(value, null, 2));
    expect(json).toContain('\\u202e');
    expect(countHidden(json)).toBe(0);
    expect(JSON.parse(json)).toEqual(value);
  });
});
