import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPageCaller } from '#lib/requests/caller';

const sender = {
  id: 'facet',
  origin: 'https://site.example',
  frameId: 0,
  documentId: 'named',
  tab: { id: 7 },
};
const call = { facet: 'page', id: 'c1', documentId: 'own', askedAt: 50, method: '', args: [] } as const;
const message = { ...call, args: [] };

describe('the page behind a call', () => {
  test('is named by the browser, tab, origin and document', () => {
    expect(toPageCaller(sender, message, 100)).toEqual({
      call: '7 https://site.example c1',
      origin: 'https://site.example',
      tabId: 7,
      documentId: 'named',
      askedAt: 50,
    });
  });

  test('names its own document where the browser does not, as Firefox before 153', () => {
    const { documentId: _, ...old } = sender;
    expect(toPageCaller(old, message, 100).documentId).toBe('own');
    expect(() => toPageCaller(old, { ...message, documentId: 'x'.repeat(101) }, 100)).toThrow('document');
  });

  test('names its calls so that no other tab or website can name one of them, whatever it says', () => {
    const origins = ['https://a.example', 'https://a.example:1'];
    const asked = fc.record({
      tab: fc.integer({ min: 1, max: 2 }),
      origin: fc.constantFrom(...origins),
      // what would look like a part of the name besides the id
      id: fc
        .array(fc.constantFrom(...origins, ':1', ' ', '1'), { maxLength: 2 })
        .map((parts) => parts.join('')),
    });
    const toName = ({ tab, origin, id }: { tab: number; origin: string; id: string }) =>
      toPageCaller({ ...sender, origin, tab: { id: tab } }, { ...message, id }, 100).call;
    fc.assert(
      fc.property(asked, asked, (one, other) => {
        const isSame = one.tab === other.tab && one.origin === other.origin && one.id === other.id;
        expect(toName(one) === toName(other)).toBe(isSame);
      }),
      { numRuns: 5_000 },
    );
  });

  test('cannot have asked in the future', () => {
    expect(toPageCaller(sender, message, 20).askedAt).toBe(20);
  });

  test.each([
    ['a frame', { ...sender, frameId: 1 }],
    ['no tab', { ...sender, tab: undefined }],
    ['an opaque origin', { ...sender, origin: 'null' }],
    ['a file', { ...sender, origin: 'file://' }],
    ['plain http', { ...sender, origin: 'http://site.example' }],
    ['no origin', { ...sender, origin: undefined }],
  ])('is refused: %s', (_, odd) => {
    expect(() => toPageCaller(odd, message, 100)).toThrow('cannot use Facet');
  });
});
