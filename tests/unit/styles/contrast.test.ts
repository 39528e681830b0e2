import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACCENTS } from '#lib/nostr/avatar';
import { root } from '../architecture/sources';

/** What WCAG 2.2 AA asks for: of text, and of marks, borders and rings that mean something. */
const TEXT = 4.5;
const MARK = 3;

const css = readFileSync(join(root, 'assets/styles/tokens.css'), 'utf8');
const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** The colours that a block of tokens.css names, by token, in one theme. Those made of other tokens are left out. */
function readColours(selector: string, theme: Theme): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css must have ${selector}`);
  const block = css.slice(start, css.indexOf('}', start));
  const colours = [...block.matchAll(/--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));/g)];
  return Object.fromEntries(
    colours.map(([, name = '', light = '', dark = '', both]) => [
      name,
      both ?? (theme === 'light' ? light : dark),
    ]),
  );
}

/** Relative luminance (WCAG 2.2) of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['bg', 'surface', 'sunken', 'hover'];
const pairs = (fore: string[], grounds: string[], least: number) =>
  fore.flatMap((name) => grounds.map((ground) => ({ name, ground, least })));

/** What stands on what: the tables of the design, and what the styles do besides. */
const NEUTRAL = [
  ...pairs(['text', 'text-2', 'text-3', 'danger', 'warn', 'ok'], GROUNDS, TEXT),
  ...pairs(['line-strong', 'ink'], GROUNDS, MARK),
  ...pairs(['on-ink'], ['ink'], TEXT),
  ...pairs(['on-danger'], ['danger-solid'], TEXT),
  ...pairs(['danger', 'text', 'text-2'], ['danger-soft'], TEXT),
  ...pairs(['warn', 'text', 'text-2'], ['warn-soft'], TEXT),
  ...pairs(['ok', 'text', 'text-2'], ['ok-soft'], TEXT),
];
const OF_ACCENTS = [
  ...pairs(['accent-on'], ['accent'], TEXT),
  ...pairs(['accent-text'], ['accent-soft', 'surface', 'bg', 'hover'], TEXT),
  ...pairs(['text', 'text-2', 'text-3'], ['accent-soft'], TEXT),
  ...pairs(['accent-mark'], ['accent-soft', 'surface'], MARK),
];

function findFaint(list: typeof NEUTRAL, colours: Record<string, string>): string[] {
  return list.flatMap(({ name, ground, least }) => {
    const [fore, back] = [colours[name], colours[ground]];
    if (!fore || !back) return [`there is no colour ${fore ? ground : name}`];
    const ratio = contrast(fore, back);
    return ratio >= least ? [] : [`${name} on ${ground}: ${ratio.toFixed(2)}, and ${least} is asked for`];
  });
}

it('contrast is reckoned as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe.each(THEMES)('%s', (theme) => {
  const neutral = readColours(':root', theme);

  it('everything that is read or means something can be seen', () => {
    expect(findFaint(NEUTRAL, neutral)).toEqual([]);
  });

  it.each(ACCENTS)('and that of %s', (accent) => {
    const own = readColours(`[data-accent='${accent}']`, theme);
    expect(findFaint(OF_ACCENTS, { ...neutral, ...own })).toEqual([]);
  });
});
