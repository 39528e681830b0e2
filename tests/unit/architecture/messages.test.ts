import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readSources, root } from './sources';

const catalogues = globSync('locales/*.json', { cwd: root });
const englishTexts = readTexts('locales/en.json');

/** Forms that languages have for numbers (CLDR); in the catalogue each is a part of the message. */
const FORMS = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);
const split = (name: string) => {
  const dot = name.lastIndexOf('.');
  return { thing: name.slice(0, dot), form: name.slice(dot + 1) };
};
const counted = new Set(
  [...englishTexts.keys()].map(split).flatMap(({ thing, form }) => (form === 'one' ? [thing] : [])),
);
const isForm = (name: string) => FORMS.has(split(name).form) && counted.has(split(name).thing);
const toMessage = (name: string) => (isForm(name) ? split(name).thing : name);
const english = [...new Set([...englishTexts.keys()].map(toMessage))];
const keys = new Set(english);
const translations = catalogues.filter((path) => path !== 'locales/en.json');

/** Texts longer than this are sentences; shorter ones are often names, which every language shares. */
const NAME_LENGTH = 12;
/** The part of the sentences that may read as in English. */
const MOST_ENGLISH = 0.01;

/** What a catalogue holds: the name of a message, or of one form of it for a number, and its text. */
function readTexts(path: string): Map<string, string> {
  const walk = (node: unknown, name: string): [string, string][] =>
    typeof node === 'string'
      ? [[name, node]]
      : Object.entries(node as object).flatMap(([own, value]) => walk(value, name ? `${name}.${own}` : own));
  return new Map(walk(JSON.parse(readFileSync(join(root, path), 'utf8')), ''));
}

/** The placeholders of a text, each once. */
const toPlaceholders = (text = ''): string => [...new Set(text.match(/\$\d/g))].sort().join(' ');

/** Every name of a catalogue, in order, as often as it is written. JSON.parse would swallow the second one. */
function parse(path: string): string[] {
  const file = ts.parseJsonText(path, readFileSync(join(root, path), 'utf8'));
  const walk = (node: ts.Node, name: string): string[] => {
    if (!ts.isObjectLiteralExpression(node)) return [name];
    return node.properties.filter(ts.isPropertyAssignment).flatMap((property) => {
      const own = (property.name as ts.StringLiteral).text;
      return walk(property.initializer, name ? `${name}.${own}` : own);
    });
  };
  return file.statements.flatMap(({ expression }) => walk(expression, ''));
}

/** Keys that an argument of `i18n.t` can be; a template yields its beginning and its end. */
function toKeys(argument: ts.Expression | undefined): { start: string; end: string; whole: boolean }[] {
  if (!argument) return [];
  if (ts.isParenthesizedExpression(argument)) return toKeys(argument.expression);
  if (ts.isConditionalExpression(argument)) {
    return [...toKeys(argument.whenTrue), ...toKeys(argument.whenFalse)];
  }
  if (ts.isStringLiteralLike(argument)) return [{ start: argument.text, end: '', whole: true }];
  if (!ts.isTemplateExpression(argument)) return [];
  const end = argument.templateSpans.at(-1)?.literal.text ?? '';
  return [{ start: argument.head.text, end, whole: false }];
}

const uses = readSources('lib', 'entrypoints', 'components').flatMap(({ path, text }) =>
  [...text.matchAll(/\bi18n\.t\(/g)].flatMap(({ index }) => {
    // the parser forgives whatever follows the call
    const file = ts.createSourceFile('call.ts', text.slice(index, index + 1_000), ts.ScriptTarget.Latest);
    return toKeys(findCall(file, file)?.arguments[0]).map((key) => ({ path, ...key }));
  }),
);

/** The call that the text begins with. */
function findCall(node: ts.Node, file: ts.SourceFile): ts.CallExpression | undefined {
  if (ts.isCallExpression(node) && node.expression.getText(file) === 'i18n.t') return node;
  return ts.forEachChild(node, (child) => findCall(child, file));
}

describe('the message catalogue', () => {
  it('is used', () => {
    expect(uses.length).toBeGreaterThan(50);
  });

  it('has every message that is asked for', () => {
    const missing = uses.filter(({ start, end, whole }) =>
      whole ? !keys.has(start) : !english.some((key) => key.startsWith(start) && key.endsWith(end)),
    );
    expect(missing).toEqual([]);
  });

  it('has every message of the manifest', () => {
    const config = readFileSync(join(root, 'wxt.config.ts'), 'utf8');
    const names = [...config.matchAll(/__MSG_(\w+)__/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(0);
    const known = new Set(english.map((key) => key.replaceAll('.', '_')));
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it('has names that browsers take: one with a dash keeps the extension from being loaded', () => {
    expect(english.filter((key) => !/^[\w.]+$/.test(key))).toEqual([]);
  });

  it.each(catalogues)('%s says nothing twice', (path) => {
    const own = parse(path);
    expect(own.filter((key, index) => own.indexOf(key) !== index)).toEqual([]);
  });
});

describe.each(translations)('%s, a translation,', (path) => {
  const own = readTexts(path);

  it('says which language it is', () => {
    expect(`locales/${own.get('common.language')}.json`).toBe(path);
  });

  it('has every message that English has, and no other', () => {
    const messages = new Set([...own.keys()].map(toMessage));
    expect(english.filter((name) => !messages.has(name))).toEqual([]);
    expect([...messages].filter((name) => !keys.has(name))).toEqual([]);
  });

  it('has the forms that its grammar has for numbers, and beside them none but "zero"', () => {
    const wanted = new Intl.PluralRules(own.get('common.language')).resolvedOptions().pluralCategories;
    const differs = [...counted].filter((thing) => {
      const has = [...FORMS].filter(
        (form) => own.has(`${thing}.${form}`) && (form !== 'zero' || wanted.includes(form)),
      );
      return has.toSorted().join() !== wanted.toSorted().join();
    });
    expect(differs).toEqual([]);
  });

  it('has the placeholders of English; a form that says its number in words may leave some out', () => {
    const differs = [...own].filter(([name, text]) => {
      const { thing, form } = split(name);
      if (!isForm(name)) return toPlaceholders(text) !== toPlaceholders(englishTexts.get(name));
      const known = toPlaceholders(englishTexts.get(`${thing}.other`));
      return form === 'other'
        ? toPlaceholders(text) !== known
        : !toPlaceholders(text)
            .split(' ')
            .every((each) => known.includes(each));
    });
    expect(differs).toEqual([]);
  });

  it('keeps what an address begins with from left to right', () => {
    if (own.get('common.direction') !== 'rtl') return;
    // without the mark, what follows in the other direction takes "://" along, to the left of its "https"
    const loose = [...own].filter(([, text]) => /(?:nostr:|:\/\/)(?!…?(?:\u200e|$))/.test(text));
    expect(loose).toEqual([]);
  });

  it('leaves no text empty and next to none in English', () => {
    expect([...own].filter(([, text]) => text.trim() === '')).toEqual([]);
    const sentences = [...englishTexts].filter(([, text]) => text.length > NAME_LENGTH);
    const same = sentences.filter(([key, text]) => own.get(key) === text);
    expect(same.length / sentences.length, same.join('\n')).toBeLessThan(MOST_ENGLISH);
  });
});
