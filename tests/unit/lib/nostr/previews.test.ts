import { describe, expect, it } from 'vitest';
import type { EventTemplate } from '../../../../lib/nostr/event';
import { toPreview } from '../../../../lib/nostr/previews';
import { kinds, millisats, text } from '../../../../lib/nostr/previews/tags';

const NOW = 1_790_000_000;
const NADIA = 'a'.repeat(64);
const NOTE = 'b'.repeat(64);
const draft = (event: Partial<EventTemplate>): EventTemplate => ({
  kind: 1,
  tags: [],
  content: '',
  created_at: NOW,
  ...event,
});
const preview = (event: Partial<EventTemplate>) => toPreview(draft(event), NOW);

describe('previews', () => {
  it('tells a note from a reply, and names whom it answers', () => {
    expect(preview({ content: 'hi' })).toMatchObject({ sentence: 'note', content: 'text', isPublic: true });
    const reply = preview({
      tags: [
        ['e', NOTE, '', 'root', NADIA],
        ['p', NADIA],
      ],
    });
    expect(reply.sentence).toBe('reply');
    expect(reply.facts).toContainEqual({ type: 'event', label: 'replyTo', id: NOTE, pubkey: NADIA });
  });

  it('takes the root for what is answered where nothing is marked as a reply', () => {
    const root = ['e', NOTE, '', 'root', NADIA];
    const { facts } = preview({ tags: [root, ['e', 'c'.repeat(64)]] });
    expect(facts).toContainEqual({ type: 'event', label: 'replyTo', id: NOTE, pubkey: NADIA });
  });

  it('names the community of an approval, and nothing else that it points at', () => {
    const community = `34550:${NADIA}:small-books`;
    const tags = [
      ['x', community],
      ['a', `30023:${NADIA}:tides`],
      ['a', community],
    ];
    expect(JSON.stringify(preview({ kind: 4_550, tags }).facts)).toContain('small-books');
    expect(JSON.stringify(preview({ kind: 4_550, tags: tags.slice(0, 2) }).facts)).not.toMatch(/books|tides/);
  });

  it('takes a quoted note for no reply', () => {
    expect(preview({ tags: [['e', NOTE, '', 'mention']] }).sentence).toBe('note');
  });

  it('calls a community by its name, or else by what it is addressed by', () => {
    const tags = [['d', 'small-books']];
    expect(preview({ kind: 34_550, tags })).toMatchObject({ title: 'small-books' });
    expect(preview({ kind: 34_550, tags: [...tags, ['name', 'Small books']] })).toMatchObject({
      title: 'Small books',
    });
  });

  it('shows what a community says of itself where it has no description', () => {
    const tags = [['d', 'small-books']];
    expect(preview({ kind: 34_550, tags, content: 'About books' })).toMatchObject({ text: 'About books' });
  });

  it('calls a repository by what it is addressed by, where it has no name', () => {
    expect(preview({ kind: 30_617, tags: [['d', 'atlas']] })).toMatchObject({ title: 'atlas' });
  });

  it.each([10_002, 10_019])(
    'says of kind %d what is in the list, and nobody who is no part of it',
    (kind) => {
      const { facts } = preview({ kind, tags: [['p', NADIA]] });
      expect(JSON.stringify(facts)).not.toContain(NADIA);
    },
  );

  it('says of what kind is what a deletion names by its address', () => {
    const { facts } = preview({ kind: 5, tags: [['a', `30023:${NADIA}:tides`]] });
    expect(facts[0]).toEqual({ type: 'kinds', label: 'deletes', kinds: ['article'], count: 1 });
  });

  it('says a price as the page wrote it', () => {
    const prices = [['450'], ['450', 'EUR'], ['9', 'EUR', 'month']].map(
      (price) => preview({ kind: 30_402, tags: [['price', ...price]] }).facts[0],
    );
    expect(prices).toEqual(
      ['450', '450 EUR', '9 EUR / month'].map((text) => ({ type: 'text', label: 'price', text })),
    );
  });

  it('counts people once and lists topics', () => {
    const { facts } = preview({
      tags: [
        ['p', NADIA],
        ['p', NADIA],
        ['t', 'cycling'],
      ],
    });
    expect(facts).toContainEqual({ type: 'people', label: 'mentions', pubkeys: [NADIA], more: 0 });
    expect(facts).toContainEqual({ type: 'texts', label: 'topics', texts: ['cycling'], more: 0 });
  });

  it('shows five people and counts the others', () => {
    const pubkeys = Array.from({ length: 7 }, (_, i) => `${i}`.repeat(64));
    expect(preview({ tags: pubkeys.map((pubkey) => ['p', pubkey]) }).facts).toEqual([
      { type: 'people', label: 'mentions', pubkeys: pubkeys.slice(0, 5), more: 2 },
    ]);
  });

  it('takes what stands in the place of a relay for nobody', () => {
    expect(preview({ tags: [['e', NOTE, NADIA]] }).facts).toEqual([
      { type: 'event', label: 'replyTo', id: NOTE },
    ]);
  });

  it('offers as answers to a poll just those that have words', () => {
    const tags = [
      ['option', 'a', 'Along the coast'],
      ['option', 'b', ''],
      ['option', 'c'],
      ['p', NADIA, 'wss://relay.example'],
    ];
    expect(preview({ kind: 1_068, tags }).facts).toContainEqual({
      type: 'texts',
      label: 'options',
      texts: ['Along the coast'],
      more: 0,
    });
  });

  it('shows as a time what is one from the first digit to the last, and other words as they are', () => {
    const ending = (expiration: string) => preview({ tags: [['expiration', expiration]] }).facts;
    expect(ending(`${NOW}`)).toEqual([{ type: 'moment', label: 'expires', at: NOW }]);
    for (const words of [`about ${NOW}`, `${NOW} or so`, '1'.repeat(13)]) {
      expect(ending(words)).toEqual([{ type: 'text', label: 'expires', text: words }]);
    }
  });

  it('calls a live event by its title, and a room, which has none, by its name', () => {
    expect(preview({ kind: 30_311, tags: [['title', 'Evensong']] }).title).toBe('Evensong');
    expect(preview({ kind: 30_312, tags: [['room', 'The nave']] }).title).toBe('The nave');
  });

  it('names as moderators of a community the people who have that role, and nobody else', () => {
    const tags = [
      ['p', NADIA, '', 'Moderator'],
      ['p', '', '', 'moderator'],
      ['p', 'c'.repeat(64), '', 'guest'],
      ['e', NOTE, '', 'moderator'],
    ];
    expect(preview({ kind: 34_550, tags }).facts).toContainEqual({
      type: 'people',
      label: 'moderators',
      pubkeys: [NADIA],
      more: 0,
    });
  });

  it.each(['e', 'p', 'x'])(
    'reads why something is reported from the tag %s that says what, and from no other',
    (name) => {
      const tags = [
        ['l', 'NS-nud', 'nudity'],
        [name, NOTE, 'spam'],
      ];
      const reasons = preview({ kind: 1_984, tags }).facts.filter(({ type }) => type === 'choice');
      expect(reasons).toEqual([{ type: 'choice', label: 'reason', choice: 'spam' }]);
    },
  );

  it('names all maintainers and relays of a repository', () => {
    const relays = ['wss://relay.example', 'wss://other.example'];
    const tags = [
      ['maintainers', NADIA, NOTE],
      ['relays', ...relays],
    ];
    expect(preview({ kind: 30_617, tags }).facts).toEqual([
      { type: 'people', label: 'maintainers', pubkeys: [NADIA, NOTE], more: 0 },
      { type: 'texts', label: 'relays', texts: relays, more: 0 },
    ]);
  });

  it.each([
    ['+', 'like'],
    ['', 'like'],
    ['-', 'dislike'],
    ['🤙', 'reaction'],
  ])('reads the reaction %j as %s', (content, sentence) => {
    expect(preview({ kind: 7, content }).sentence).toBe(sentence);
  });

  it('counts what a deletion asks for', () => {
    const tags = [
      ['e', NOTE],
      ['a', `30023:${NADIA}:x`],
      ['k', '1'],
      ['k', '30023'],
    ];
    expect(preview({ kind: 5, tags }).facts).toContainEqual({
      type: 'kinds',
      label: 'deletes',
      count: 2,
      kinds: ['note', 'article'],
    });
  });

  it('names the relay, the address and the method of a sign-in', () => {
    expect(preview({ kind: 22_242, tags: [['relay', 'wss://relay.example']] }).facts).toContainEqual({
      type: 'text',
      label: 'relay',
      text: 'wss://relay.example',
    });
    const http = preview({
      kind: 27_235,
      tags: [
        ['u', 'https://api.example'],
        ['method', 'POST'],
      ],
    });
    expect(http.facts.map((fact) => 'label' in fact && fact.label)).toEqual(['url', 'method']);
  });

  it('says when the date is not now', () => {
    expect(preview({ created_at: NOW - 899 }).facts).toEqual([]);
    expect(preview({ created_at: NOW - 901 }).facts).toEqual([{ type: 'dated', at: NOW - 901, late: false }]);
    expect(preview({ created_at: NOW + 901 }).facts).toEqual([{ type: 'dated', at: NOW + 901, late: true }]);
  });

  it('shows a profile by its fields, and anything else as it is', () => {
    expect(preview({ kind: 0, content: '{"name":"Ines","bot":true}' }).facts).toEqual([
      { type: 'field', name: 'name', text: 'Ines' },
      { type: 'field', name: 'bot', text: 'true' },
    ]);
    for (const content of ['not json', '"text"', '7', 'null']) {
      expect(preview({ kind: 0, content }).facts).toEqual([
        { type: 'field', name: 'content', text: content },
      ]);
    }
  });

  it('shows what apps read of a profile before whatever else a page put into it', () => {
    const others = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`Lightning ${index}`, 'x']));
    const { facts } = preview({ kind: 0, content: JSON.stringify({ ...others, lud16: 'a@b.example' }) });
    expect(facts[0]).toEqual({ type: 'field', name: 'lud16', text: 'a@b.example' });
    expect(facts.at(-1)).toEqual({ type: 'more', count: 11 });
  });

  it('leaves the fields of an endless profile to the raw event', () => {
    const fields = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field ${index}`, 'x']));
    const { facts } = preview({ kind: 0, content: JSON.stringify(fields) });
    expect(facts).toHaveLength(41);
    expect(facts.at(-1)).toEqual({ type: 'more', count: 4_960 });
  });

  it('says how many entries a list would have, and that it replaces', () => {
    const list = preview({ kind: 3, tags: [['p', NADIA]] });
    expect(list.replaces).toBe(true);
    expect(list.facts).toEqual([
      { type: 'count', label: 'entries', count: 1 },
      { type: 'people', label: 'entries', pubkeys: [NADIA], more: 0 },
    ]);
  });

  it('shows an unknown kind with the claim of the page, and nothing more', () => {
    expect(preview({ kind: 12_345, tags: [['alt', 'a harmless thing']] })).toMatchObject({
      sentence: 'unknown',
      isUnknown: true,
      facts: [
        { type: 'text', label: 'claim', text: 'a harmless thing' },
        { type: 'kind', kind: 12_345 },
      ],
    });
  });

  it('does not show what is encrypted as if it were text', () => {
    expect(preview({ kind: 4, content: 'AbC?iv=d' }).content).toBe('encrypted');
  });

  it('counts hidden characters of the content', () => {
    expect(preview({ content: 'a\u200Bb' }).facts).toEqual([{ type: 'hidden', count: 1 }]);
  });
});

describe('values of tags', () => {
  it('of which a number is asked are shown as the text they are where they are none', () => {
    expect(millisats('amount', '21000')).toEqual([{ type: 'sats', label: 'amount', amount: 21 }]);
    for (const value of ['21000x', 'x21000', ''])
      expect(millisats('amount', value)).toEqual(text('amount', value));
  });

  it('that are no kinds are left out of those that are', () => {
    expect(kinds('kinds', ['x1', '1x', '1', '1'])).toEqual([
      { type: 'kinds', label: 'kinds', kinds: ['note'] },
    ]);
  });
});
