import { killBrowsers } from '../../kills/kills';
import { expect, test } from '../test';

test('a browser that is killed in each kind of write leaves the old state or the new one (npm run kills, in short)', async () => {
  test.setTimeout(240_000);
  const { rows, failures } = await killBrowsers({ times: 5, seed: 7 });
  expect(failures).toEqual([]);
  expect(rows.map(({ kills, old, new: done }) => [kills, old + done])).toEqual(rows.map(() => [1, 1]));
});
