import { expect, it } from 'vitest';
import type { ActivityFilter, ActivityLine } from '#lib/rpc/activity';
import { matches } from '#lib/rpc/activity-filter';

const line: ActivityLine = {
  ...{ id: 'a', at: 0, origin: 'https://a.example', method: 'signEvent', kind: 7, outcome: 'done' },
  ...{ decided: { by: 'click' }, relay: 'wss://Relay.example/' },
};

it.each<[string, ActivityFilter]>([
  ['in capital letters', { text: 'A.EXAMPLE' }],
  ['in small letters where the line has capital ones', { text: 'relay.example' }],
  ['with spaces around it', { text: '  a.example\n' }],
  ['that says nothing', { text: ' ' }],
])('a line is found by a text %s', (_, filter) => {
  expect(matches(line, filter)).toBe(true);
});

it.each<[string, ActivityFilter]>([
  ['of another site', { text: 'b.example' }],
  ['of its site where another outcome is wanted', { text: 'a.example', outcome: 'refused' }],
])('a line is not found by a text %s', (_, filter) => {
  expect(matches(line, filter)).toBe(false);
});
