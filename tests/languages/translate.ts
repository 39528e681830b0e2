/** Finds what a text of the English Facet is called in another language. */
import type { Texts } from './texts.ts';

export type Name = string | RegExp;

const PLACEHOLDER = /(\$\d)/;

/** The expression that finds the text. Playwright makes one space of every other kind before it compares names. */
const escape = (text: string): string =>
  text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s/g, '\\s');

/** The source of an expression for a text, with `toSource` for its placeholders. */
const toSource = (text: string, toPlace: (placeholder: string) => string): string =>
  text
    .split(PLACEHOLDER)
    .map((part) => (PLACEHOLDER.test(part) ? toPlace(part) : escape(part)))
    .join('');

/** A text that counts something has other forms in other languages, as in `eggs_two`: each may be meant. */
function toForms(key: string): string[] {
  const [, thing] = /^(.*)_(?:one|other)$/.exec(key) ?? [];
  return thing ? ['zero', 'one', 'two', 'few', 'many', 'other'].map((form) => `${thing}_${form}`) : [key];
}

/**
 * Takes a name as tests look for it, in English (`Details of Alice`, `/^Hello/`; `exact`: as Playwright has it), and gives one
 * that finds the same in the other language. What no text is like, such as the name of a person, stays.
 */
export function createTranslate(english: Texts, other: Texts): (name: Name, exact?: boolean) => Name {
  const pairs = Object.entries(english).flatMap(([key, text]) =>
    toForms(key)
      .filter((form) => form in other)
      .map((form) => ({ text, other: other[form] as string })),
  );

  /** Texts that are the name, with what it has in the place of their placeholders, which may be texts again. */
  function findWhole(name: string): string[] {
    return pairs.flatMap((pair) => {
      const match = new RegExp(`^${toSource(pair.text, () => '(.+?)')}$`, 'is').exec(name);
      const places: string[] = pair.text.match(/\$\d/g) ?? [];
      const toFound = (placeholder: string) => {
        const found = match?.[places.indexOf(placeholder) + 1] ?? '';
        const inner = found === name ? [] : findWhole(found);
        return `(?:${[...inner, escape(found)].join('|')})`;
      };
      return match ? [toSource(pair.other, toFound)] : [];
    });
  }

  function findLike(name: string, exact: boolean): string[] {
    const whole = findWhole(name);
    if (exact) return whole.map((source) => `^${source}$`);
    const isPart = (text: string) => text.toLowerCase().includes(name.toLowerCase());
    const parts = pairs.filter(({ text }) => isPart(text)).map((pair) => toSource(pair.other, () => '.*'));
    return [...whole, ...parts];
  }

  /** Texts that the expression finds, whatever number or name they have in the place of their placeholders. */
  const findMatching = (name: RegExp): string[] =>
    pairs
      .filter(({ text }) => ['5', 'Alice'].some((value) => name.test(text.replaceAll(/\$\d/g, value))))
      .map((pair) => toSource(pair.other, () => '.*'));

  return (name, exact = false) => {
    const sources = typeof name === 'string' ? findLike(name, exact) : findMatching(name);
    if (sources.length === 0) return name;
    // what a person or a site is called may be like a text by chance
    const itself = typeof name === 'string' && !exact ? [escape(name)] : [];
    return new RegExp([...new Set([...sources, ...itself])].join('|'), 's');
  };
}
