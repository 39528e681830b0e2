import { expect, it } from 'vitest';
import { addNews, addOlder, countNews, joins } from '../../../../entrypoints/options/activity-news';
import type { ActivityLine } from '#lib/rpc/activity';

const line = (id: string, more: Partial<ActivityLine> = {}): ActivityLine => ({
  id,
  at: 0,
  origin: 'https://a.example',
  method: 'signEvent',
  outcome: 'done',
  decided: { by: 'click' },
  ...more,
});
const names = (lines: ActivityLine[]) => lines.map(({ id, count = 1 }) => `${id}${count}`);
const shown = [line('c'), line('b', { count: 2 }), line('a')];

it('puts news on top, the newest first', () => {
  expect(names(addNews(shown, [line('d'), line('e')], {}))).toEqual(['e1', 'd1', 'c1', 'b2', 'a1']);
});

it('moves up what is counted once more, and forgets what was heard too late', () => {
  const news = [line('b', { count: 3 }), line('d'), line('b', { count: 4 }), line('d'), line('a')];
  expect(names(addNews(shown, news, {}))).toEqual(['b4', 'd1', 'c1', 'a1']);
  expect(names(addNews(shown, [line('b'), line('c')], {}))).toEqual(['c1', 'b2', 'a1']);
});

it('keeps to what is looked for, and drops what is so no more', () => {
  const other = { origin: 'https://b.example' };
  const filter = { origin: 'https://a.example' };
  const news = [line('b', { count: 3, ...other }), line('d', other), line('e')];
  expect(names(addNews(shown, news, filter))).toEqual(['e1', 'c1', 'a1']);
  expect(countNews(shown, news, filter)).toBe(1);
});

it('joins an older page without what has moved up since', () => {
  expect(names(addOlder(shown, [line('b'), line('0')]))).toEqual(['c1', 'b2', 'a1', '01']);
});

it('knows whether it has heard everything in between', () => {
  expect(joins(shown, [line('e'), line('d'), line('c')])).toBe(true);
  expect(joins(shown, [line('e'), line('d')])).toBe(false);
  expect(joins([], [line('e')])).toBe(true);
});
