/**
 * Lets steps that were written for the English Facet work in any language: they name buttons and fields as these are called
 * in English, and what is looked for is what the other language calls them.
 */
import type { Locator, Page } from '@playwright/test';
import type { createTranslate, Name } from './translate.ts';

type Translate = ReturnType<typeof createTranslate>;
interface Options {
  name?: Name;
  exact?: boolean;
  hasText?: Name;
  label?: string;
}

const isLocator = (value: unknown): value is Locator =>
  typeof value === 'object' && value !== null && 'locator' in value && 'click' in value;

/** The options of a question to the page, in the other language. Its names are expressions then, which are never `exact`. */
function toSpoken(options: Options, translate: Translate): Options {
  const { exact, ...rest } = options;
  return {
    ...rest,
    ...(rest.name !== undefined && { name: translate(rest.name, exact) }),
    ...(rest.hasText !== undefined && { hasText: translate(rest.hasText) }),
  };
}

/** `getByLabel('Password', { exact: true })`, `getByRole('button', { name: 'More' })` and the like. */
function toArguments(method: string, [first, ...rest]: unknown[], translate: Translate): unknown[] {
  const options = rest[0] as Options | undefined;
  if (/^getBy(Label|Text|Title|Placeholder)$/.test(method)) return [translate(first as Name, options?.exact)];
  if (method === 'getByRole' && options) return [first, toSpoken(options, translate)];
  if (method === 'filter') return [toSpoken(first as Options, translate)];
  return rest.length > 0 ? [first, ...rest] : first === undefined ? [] : [first];
}

/** Chooses what is called so in the list of a `<select>`. */
async function choose(list: Locator, choice: unknown, translate: Translate): Promise<string[]> {
  const label = typeof choice === 'string' ? choice : (choice as Options).label;
  const spoken = label === undefined ? undefined : translate(label, true);
  const texts = spoken instanceof RegExp ? await list.locator('option').allTextContents() : [];
  const found = texts
    .map((text) => text.trim())
    .find((text) => spoken instanceof RegExp && spoken.test(text));
  return list.selectOption(found === undefined ? (choice as string) : { label: found });
}

/** The page, or a part of it, as one that understands English names. */
export function speak<Part extends Page | Locator>(part: Part, translate: Translate): Part {
  return new Proxy(part, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function' || typeof property !== 'string') return value;
      return (...given: unknown[]) => {
        if (property === 'selectOption') return choose(target as Locator, given[0], translate);
        const result: unknown = Reflect.apply(value, target, toArguments(property, given, translate));
        return isLocator(result) ? speak(result, translate) : result;
      };
    },
  });
}
