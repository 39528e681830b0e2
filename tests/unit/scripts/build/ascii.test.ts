import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { ascii } from '../../../../scripts/build/ascii';

type Generate = (options: object, bundle: Record<string, { type: string; code?: string }>) => void;

it('writes every character beyond ASCII as an escape that means the same', () => {
  const code = 'export const text = "… é 🏴 plain", isFlag = /[🏴]/u.test(text), size = `é${text.length}`;';
  const bundle = { 'a.js': { type: 'chunk', code }, 'b.json': { type: 'asset' } };
  (ascii().generateBundle as unknown as Generate)({}, bundle);
  const written = bundle['a.js'].code;
  expect(written).toMatch(/^[\0-\x7f]+$/);
  const run = (text: string) =>
    runInNewContext(`${text.replace('export const', 'var')} JSON.stringify([text, isFlag, size])`) as unknown;
  expect(run(written)).toEqual(run(code));
});
