import { describe, expect, it } from 'vitest';
import type { EventTemplate } from '../../../../lib/nostr/event';
import { toPreview } from '../../../../lib/nostr/previews';

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

  it('takes a quoted note for no reply', () => {
    expect(preview({ tags: [['e', NOTE, '', 'mention']] }).sentence).toBe('note');
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
    expect(preview({ kind: 0, content: 'not json' }).facts).toEqual([
      { type: 'field', name: 'content', text: 'not json' },
    ]);
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
