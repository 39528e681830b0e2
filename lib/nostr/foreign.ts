/**
 * Text from outside, cut into what may be shown as it is and what would not be seen or would mislead:
 * control, invisible and direction-changing characters, halves of characters, towers of accents.
 */

/** What a hidden character is; a key of the message catalogue under `prompt.hidden`. */
export type HiddenName =
  | 'accents'
  | 'bidi'
  | 'byteOrder'
  | 'control'
  | 'filler'
  | 'format'
  | 'half'
  | 'private'
  | 'separator'
  | 'softHyphen'
  | 'tag'
  | 'variation'
  | 'zeroWidth';

/** Hidden characters in a row: the same one `count` times, or accents. */
export interface HiddenPart {
  hidden: string;
  name: HiddenName;
  code: string;
  count: number;
}

/** A run of text as it is, or what would not be seen. */
export type ForeignPart = { text: string } | HiddenPart;

/** A person reads this many UTF-16 units at once; the rest is shown when asked for. */
export const FOREIGN_LIMIT = 4_096;

const ACCENTS_IN_A_ROW = 4; // Vietnamese stacks two, Hebrew and Arabic up to four

/** Flags of regions and families are made of joined and invisible characters that belong there. */
const EMOJI =
  /\p{RI}{2}|🏴[\u{E0030}-\u{E007E}]{1,7}\u{E007F}|[0-9#*]\uFE0F?\u20E3|\p{ExtPict}[\p{EMod}\uFE0E\uFE0F]?(?:\u200D\p{ExtPict}[\p{EMod}\uFE0F]?)*/uy;

/** Joiners are letters' business in these scripts. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Syriac}\p{Script=Mongolian}]/u;

/** Whatever may need to be made visible; most text has none of it and is never looked at twice. */
const SUSPECT = /[\p{C}\p{M}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0\u{1D159}]/u;

function toHiddenName(char: string): HiddenName | undefined {
  if (char === '\n') return undefined;
  if (char === '\u00AD') return 'softHyphen';
  if (char === '\uFEFF') return 'byteOrder';
  if (/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(char)) return 'bidi';
  if (/[\u180E\u200B-\u200D\u2060-\u2064]/u.test(char)) return 'zeroWidth';
  if (/[\uFE00-\uFE0F\u180B-\u180D\u180F\u{E0100}-\u{E01EF}]/u.test(char)) return 'variation';
  if (/[\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0\u{16FE4}\u{1D159}]/u.test(char)) return 'filler';
  if (/[\u{E0000}-\u{E007F}]/u.test(char)) return 'tag';
  if (/[\p{Zl}\p{Zp}]/u.test(char)) return 'separator';
  if (/\p{Cs}/u.test(char)) return 'half';
  if (/\p{Co}/u.test(char)) return 'private';
  // those that are not assigned yet too: no font draws them
  if (/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(char)) return 'format';
  return /\p{Cc}|\p{Noncharacter_Code_Point}/u.test(char) ? 'control' : undefined;
}

const toCode = (char: string): string =>
  `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The text in parts, in order; joined again they are the text. */
export function toForeignParts(text: string): ForeignPart[] {
  if (!SUSPECT.test(text)) return text === '' ? [] : [{ text }];
  const parts: ForeignPart[] = [];
  let accents = 0;
  for (let at = 0; at < text.length;) {
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const emoji = toEmoji(text, at);
    const token = emoji ?? char;
    accents = /\p{M}/u.test(char) ? accents + 1 : 0;
    const name = emoji || isJoiner(text, at) ? undefined : hiddenName(char, accents);
    append(parts, token, name);
    at += token.length;
  }
  return parts;
}

const hiddenName = (char: string, accents: number): HiddenName | undefined =>
  toHiddenName(char) ?? (accents > ACCENTS_IN_A_ROW ? 'accents' : undefined);

/** A picture made of several characters that starts here; digits and single characters need no exception. */
function toEmoji(text: string, at: number): string | undefined {
  EMOJI.lastIndex = at;
  const [match = ''] = EMOJI.exec(text) ?? [];
  return match.length > 1 ? match : undefined;
}

function isJoiner(text: string, at: number): boolean {
  const joins = text[at] === '\u200C' || text[at] === '\u200D';
  return joins && JOINING.test(text[at - 1] ?? '') && JOINING.test(text[at + 1] ?? '');
}

function append(parts: ForeignPart[], token: string, name: HiddenName | undefined): void {
  const last = parts.at(-1);
  if (!name) {
    if (last && 'text' in last) last.text += token;
    else parts.push({ text: token });
    return;
  }
  const code = toCode(token);
  // by its code: to look at the end of a long text costs all of its length each time
  if (last && 'hidden' in last && last.name === name && (name === 'accents' || last.code === code)) {
    last.hidden += token;
    last.count += 1;
  } else {
    parts.push({ hidden: token, name, code, count: 1 });
  }
}

/** How many characters of the text are not seen unless they are made visible. */
export const countHidden = (text: string): number =>
  toForeignParts(text).reduce((sum, part) => sum + ('hidden' in part ? part.count : 0), 0);

/** The first `limit` units of the text, never cut through a character. */
export function toHead(text: string, limit = FOREIGN_LIMIT): string {
  const end = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') ? limit - 1 : limit;
  return text.slice(0, end);
}

/** JSON in which every hidden character is its escape: still the same JSON, and nothing in it is unseen. */
export const escapeHidden = (json: string): string =>
  toForeignParts(json)
    .map((part) => ('text' in part ? part.text : escapeUnits(part.hidden)))
    .join('');

const escapeUnits = (text: string): string =>
  text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
