/** What an account is called inside sentences and on buttons. */
import { describe, expect, it } from 'vitest';
import { toIsolated } from '../../../components/basic/display-name';
import { toFirstName } from '../../../components/basic/first-name';

const isolated = (name: string) => `\u2068${name}\u2069`;

describe('a name in a sentence', () => {
  it.each([
    ['Alice Moreau', 'Alice'],
    ['أليس مورو', 'أليس'],
    ['  Ines\u202E Duarte', 'Ines'],
    ['N'.repeat(30), `${'N'.repeat(20)}…`],
  ])('is the first word of %s on a button, and does not touch the direction of the rest', (name, first) => {
    expect(toFirstName(name, [{ name }, { name: 'nightjar' }])).toBe(isolated(first));
  });

  it('is whole on a button where another account begins with the same word', () => {
    const accounts = [{ name: 'Person 31' }, { name: 'Person\u200B 32' }, { name: 'Alice Moreau' }];
    expect(toFirstName('Person 31', accounts)).toBe(isolated('Person 31'));
    expect(toFirstName('Alice Moreau', accounts)).toBe(isolated('Alice'));
    const [one, other] = ['1', '2'].map((last) => ({ name: `alexandria-the-great-${last}` }));
    expect(toFirstName('alexandria-the-great-1', [one!, other!])).toBe(isolated('alexandria-the-great-1'));
  });

  it('is whole in a text up to forty letters, and isolated too', () => {
    expect(toIsolated('Alice Moreau')).toBe(isolated('Alice Moreau'));
    expect(toIsolated('N'.repeat(41))).toBe(isolated(`${'N'.repeat(40)}…`));
  });
});
