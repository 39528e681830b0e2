import { expect, it } from 'vitest';
import { splitTexts } from '../../../../scripts/build/texts';

const toMessages = (texts: Record<string, string>) =>
  JSON.stringify(Object.fromEntries(Object.entries(texts).map(([name, message]) => [name, { message }])));

it('leaves the browser what the manifest names, and writes all texts of a language into a file of Facet’s own', () => {
  const texts = { manifest_summary: 'S', command_lock: 'L', popup_title: 'T $1' };
  const files = [
    { relativeDest: '_locales/pt_BR/messages.json', contents: toMessages(texts) },
    { relativeDest: 'icon/16.png', absoluteSrc: '16.png' },
  ];
  splitTexts(files);
  expect(files).toEqual([
    {
      relativeDest: '_locales/pt_BR/messages.json',
      contents: toMessages({ manifest_summary: 'S', command_lock: 'L' }),
    },
    { relativeDest: 'icon/16.png', absoluteSrc: '16.png' },
    { relativeDest: 'texts/pt-BR.json', contents: JSON.stringify(texts) },
  ]);
});
