import { expect, it } from 'vitest';
import { toIdentityEvents } from '#lib/nostr/identity-events';

const relays = ['wss://a.example/', 'wss://b.example/', 'wss://c.example/', 'wss://d.example/'];
const nothing = { name: '', about: ' ', picture: '', relays: [] };

it('a new identity publishes its profile, its relays, and at most three of them for messages', () => {
  const events = toIdentityEvents(
    { ...nothing, name: ' Ada ', picture: 'https://a.example/a.png', relays },
    7,
  );
  expect(events).toEqual([
    { kind: 0, created_at: 7, tags: [], content: '{"name":"Ada","picture":"https://a.example/a.png"}' },
    { kind: 10_002, created_at: 7, tags: relays.map((url) => ['r', url]), content: '' },
    { kind: 10_050, created_at: 7, tags: relays.slice(0, 3).map((url) => ['relay', url]), content: '' },
  ]);
});

it('what was left empty is not published', () => {
  expect(toIdentityEvents(nothing, 7)).toEqual([]);
  expect(toIdentityEvents({ ...nothing, relays }, 7).map(({ kind }) => kind)).toEqual([10_002, 10_050]);
  expect(toIdentityEvents({ ...nothing, about: 'x' }, 7).map(({ kind }) => kind)).toEqual([0]);
});
