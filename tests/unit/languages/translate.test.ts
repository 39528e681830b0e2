import { describe, expect, it } from 'vitest';
import { toPseudo, toPseudoTexts } from '../../languages/pseudo';
import { createTranslate } from '../../languages/translate';

const translate = createTranslate(
  {
    more: 'More',
    moreOf: 'More of $1',
    moved: '$1 to $2',
    keys_one: 'Delete 1 key',
    keys_other: 'Delete $1 keys',
    close: 'Close',
  },
  {
    more: 'Mehr',
    moreOf: 'Mehr von $1',
    moved: 'nach $2 mit $1',
    keys_two: 'Beide Schlüssel löschen',
    keys_other: '$1 Schlüssel löschen',
    close: 'Zu (!)',
  },
);

describe('a name in English is found in another language', () => {
  it.each([
    ['More', true, 'Mehr', 'Mehr von Ada'],
    ['Close', false, 'Zu (!)', 'Zu'],
    ['more of Ada', false, 'Mehr von Ada', 'Mehr von Bob'],
    ['Delete', false, '7 Schlüssel löschen', 'Schlüssel'],
    ['Delete 2 keys', true, 'Beide Schlüssel löschen', 'Schlüssel'],
    [/^Delete \d+ keys?$/, false, '3 Schlüssel löschen', 'Mehr'],
    ['1.5 to 2', false, 'nach 2 mit 1.5', 'nach 2 mit 145'],
  ])('%s', (name, exact, is, isNot) => {
    const found = translate(name, exact);
    expect([is, isNot].map((text) => (found as RegExp).test(text))).toEqual([true, false]);
  });

  it('is found with spaces of any kind, which Playwright makes one of', () => {
    const toMoved = createTranslate({ moved: 'Move $1' }, { moved: '$1\u00A0を移動' });
    const found = toMoved('Move Ada') as RegExp;
    expect(['Ada\u00A0を移動', 'Ada を移動', 'Adaを移動'].map((text) => found.test(text))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('and stays what it is where no text is like it', () => {
    expect(translate('Moreau Studio')).toBe('Moreau Studio');
  });
});

it('the language that nobody speaks keeps its placeholders, and what is no text for people', () => {
  expect(toPseudo('Lock $1 now')).toBe('⟦Löçk $1 ñöw····⟧');
  expect(toPseudoTexts({ common_direction: 'ltr', a: 'An egg' })).toEqual({
    common_direction: 'ltr',
    a: '⟦Àñ éĝĝ··⟧',
  });
});
