import { expect, it } from 'vitest';
import { createFailures } from '#lib/requests/failures';
import { FacetError } from '#lib/rpc/errors';

const said = { error: { code: 'denied' as const, message: 'User rejected' } };

it('remembers of a failed call when, which and why, and nothing that it said', async () => {
  const failures = createFailures();
  expect(await failures.watch(1, 'signEvent', () => Promise.resolve(said))).toBe(said);
  expect(await failures.watch(1, 'getPublicKey', () => Promise.resolve({ result: 'a key' }))).toEqual({
    result: 'a key',
  });
  expect(failures.of(1)).toEqual([{ at: expect.any(Number) as number, method: 'signEvent', code: 'denied' }]);
  expect(failures.of(2)).toEqual([]);
});

it('remembers what is thrown too, and throws it on', async () => {
  const failures = createFailures();
  const busy = () => Promise.reject(new FacetError('busy', 'too many'));
  await expect(failures.watch(1, 'signEvent', busy)).rejects.toThrow('too many');
  const odd = () => {
    throw new Error('nsec1…');
  };
  await expect(failures.watch(1, '<script>', odd)).rejects.toThrow();
  expect(failures.of(1)).toEqual([
    { at: expect.any(Number) as number, code: 'internal' },
    { at: expect.any(Number) as number, method: 'signEvent', code: 'busy' },
  ]);
});

it('keeps the last twenty of a tab, until the tab is gone', async () => {
  const failures = createFailures();
  for (let call = 0; call < 30; call += 1) {
    await failures.watch(1, call < 10 ? 'signEvent' : 'getPublicKey', () => Promise.resolve(said));
  }
  expect(failures.of(1).map(({ method }) => method)).toEqual(Array(20).fill('getPublicKey'));
  failures.forget(1);
  expect(failures.of(1)).toEqual([]);
});
