import { expect, it } from 'vitest';
import { findKept, findNext } from '../../../../entrypoints/popup/places';
import type { TabView } from '../../../../lib/rpc/snapshot';

/** A tab with a choice in each of these places, by the same name. */
const tab = (...places: ('tab' | 'container' | 'site')[]): TabView => ({
  tabId: 1,
  origin: 'https://a.example',
  reason: places[0] ?? 'current',
  choices: Object.fromEntries(places.map((place) => [place, place])),
  connected: false,
  knows: [],
});

it.each([
  [tab(), [undefined, undefined, undefined, undefined], 'current'],
  [tab('site'), [undefined, undefined, undefined, 'site'], 'current'],
  [tab('container'), [undefined, undefined, 'container', 'container'], 'current'],
  [tab('tab'), [undefined, undefined, undefined, 'tab'], 'current'],
  [tab('container', 'site'), [undefined, undefined, 'container', 'container'], 'site'],
  [tab('tab', 'site'), [undefined, undefined, undefined, 'tab'], 'site'],
  [tab('tab', 'container'), [undefined, undefined, 'container', 'tab'], 'container'],
  [tab('tab', 'container', 'site'), [undefined, undefined, 'container', 'tab'], 'container'],
] as const)('which choice a switch leaves, and who comes after it: %#', (view, kept, next) => {
  const scopes = ['tab', 'container', 'site', 'all'] as const;
  expect(scopes.map((scope) => findKept(view, scope))).toEqual(kept);
  expect(findNext(view, 'current')).toBe(next);
});
