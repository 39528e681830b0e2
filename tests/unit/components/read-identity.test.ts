import { expect, it } from 'vitest';
import { readIdentity } from '../../../components/add/read-identity';

const typed = (change: object) => readIdentity({ name: '', about: '', picture: '', relays: '', ...change });

it('a new identity may stay empty', () => {
  expect(typed({})).toEqual({ name: '', about: '', picture: '', relays: [] });
});

it('relays are read one by one, in normal form, once each, and a bare name means wss', () => {
  const relays = 'wss://A.example\n b.example, ws://localhost:7777\t wss://a.example/ \n';
  expect(typed({ relays })).toMatchObject({
    relays: ['wss://a.example/', 'wss://b.example/', 'ws://localhost:7777/'],
  });
});

it.each([
  ['a relay that is none', { relays: 'wss://a.example\nhttp://b.example' }, ['relays']],
  ['a relay with a password', { relays: 'wss://a:b@c.example' }, ['relays']],
  [
    'more than twenty relays',
    { relays: Array.from({ length: 21 }, (_, i) => `r${i}.example`).join(' ') },
    ['relays'],
  ],
  ['a picture without https', { picture: 'http://a.example/a.png', relays: 'a.example' }, ['picture']],
  ['a name without a relay to publish it at', { name: 'Ada' }, ['relays']],
  ['both', { picture: 'a.png', relays: 'ws://a.example' }, ['picture', 'relays']],
])('%s cannot be used', (_what, change, wrong) => {
  expect(typed(change)).toEqual({ wrong });
});
