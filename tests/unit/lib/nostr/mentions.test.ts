import fc from 'fast-check';
import { naddrEncode, neventEncode, nprofileEncode, npubEncode } from 'nostr-tools/nip19';
import { describe, expect, it } from 'vitest';
import { findMentions } from '#lib/nostr/mentions';
import { hexOf, pubkeyOf } from '../../support/keys';

const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];
const ID = 'ab'.repeat(32);
const inContent = (content: string, pubkeys = [ada, bob]) => findMentions({ tags: [], content }, pubkeys);
const inTag = (...tag: string[]) => findMentions({ tags: [['t', 'x'], tag], content: '' }, [ada, bob]);

/** Every form in which NIP-19 and NIP-21 write down a person. */
const formsOf = (pubkey: string): string[] => {
  const relays = ['wss://relay.example', 'wss://other.example'];
  const plain = [
    npubEncode(pubkey),
    nprofileEncode({ pubkey }),
    nprofileEncode({ pubkey, relays }),
    naddrEncode({ pubkey, kind: 30_023, identifier: 'a name', relays }),
    neventEncode({ id: ID, author: pubkey, kind: 1, relays }),
  ];
  return [...plain, ...plain.map((text) => `nostr:${text}`), pubkey].flatMap((text) => [
    text,
    text.toUpperCase(),
  ]);
};

describe('who an event names', () => {
  it.each(formsOf(ada))('is seen in the content as %s', (text) => {
    expect(inContent(text)).toEqual([ada]);
    expect(inContent(`Hello (${text}), how are you?`)).toEqual([ada]);
    expect(inContent(`${text}${formsOf(bob)[0]}`)).toContain(ada);
  });

  it.each([
    [['p', ada]],
    [['P', ada, 'wss://relay.example']],
    [['a', `30023:${ada}:some:name`]],
    [['A', `30023:${ada}:`]],
    [['e', ID, '', 'reply', ada]],
    [['q', ID, '', ada]],
    [['zap', ada, 'wss://relay.example', '1']],
    [['delegation', ada, 'kind=1', '0'.repeat(128)]],
    [['r', `https://njump.example/${npubEncode(ada)}`]],
    [['p', ada.toUpperCase()]],
    [[ada]],
  ])('is seen in the tag %j', (tag) => {
    expect(inTag(...tag)).toEqual([ada]);
  });

  it('is seen inside an event that is reposted', () => {
    const inner = { id: ID, pubkey: bob, kind: 1, tags: [['p', ada]], content: '', created_at: 1, sig: '' };
    expect(inContent(JSON.stringify(inner))).toEqual([ada, bob]);
  });

  it('is seen where other digits or letters follow or precede', () => {
    expect(inContent(`${ID}${ada}${ID}`)).toEqual([ada]);
    expect(inContent(`x${npubEncode(ada)}q`)).toEqual([ada]);
    expect(inContent(`1npub1${npubEncode(ada)}`)).toEqual([ada]);
  });

  it('is seen though a checksum is wrong, as a reader sees it', () => {
    const npub = npubEncode(ada);
    expect(inContent(`${npub.slice(0, -1)}${npub.endsWith('q') ? 'p' : 'q'}`)).toEqual([ada]);
  });

  it('is nobody in what only resembles them', () => {
    for (const text of [
      '',
      ada.slice(1),
      `${ada.slice(0, 32)} ${ada.slice(32)}`,
      npubEncode(ada).slice(0, 50),
      npubEncode(ada).replace('npub', 'nbup'),
      neventEncode({ id: ID, relays: ['wss://relay.example'] }),
      neventEncode({ id: ada }), // an event id that looks like the pubkey names no person
      '1',
      'npub1',
      'nprofile1',
    ]) {
      expect(inContent(text)).toEqual([]);
    }
    expect(inContent([...formsOf(eve), hexOf('ada')].join(' '))).toEqual([]);
  });

  it('is exactly whom the text was made of, whatever stands between', () => {
    const people = [ada, bob, eve];
    const part = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => ({ text: ` ${text} `, who: undefined })),
      fc
        .constantFrom(...people)
        .chain((who) => fc.constantFrom(...formsOf(who)).map((text) => ({ text: ` ${text} `, who }))),
    );
    fc.assert(
      fc.property(fc.array(part), fc.nat(), (parts, at) => {
        const texts = parts.map(({ text }) => text);
        const tags = [texts.slice(0, at % (texts.length + 1))];
        const content = texts.slice(at % (texts.length + 1)).join('');
        const named = people.filter((pubkey) => parts.some(({ who }) => who === pubkey));
        expect(findMentions({ tags, content }, people)).toEqual(named);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the time it takes', () => {
  const held = Array.from({ length: 500 }, (_, index) => pubkeyOf(`account ${index}`));
  const MAX = 512 * 1024;
  const fill = (text: string) => text.repeat(Math.ceil(MAX / text.length)).slice(0, MAX);
  const tail = ada.slice(-8);
  /** Milliseconds of the processor, whatever else the machine does. */
  function measure(act: () => unknown): number {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  }

  it.each([
    ['digits', fill('0123456789abcdef')],
    ['nothing but ones', fill('1')],
    ['the end of a pubkey over and over', fill(tail)],
    ['pubkeys', fill(ada)],
    ['npubs', fill(npubEncode(ada))],
    ['beginnings of npubs', fill('npub1')],
    ['beginnings of nprofiles', fill('nprofile1')],
    ['one endless nprofile', `nprofile1${fill('q')}`],
    ['nprofiles', fill(`${nprofileEncode({ pubkey: ada })} `)],
  ])('is short for 512 KiB of %s', (_, content) => {
    expect(measure(() => findMentions({ tags: [], content }, [...held, ada]))).toBeLessThan(2_000); // some 20 ms; one that looks back at each place takes minutes
  });

  it('is short for 2,000 tags', () => {
    const tags = Array.from({ length: 2_000 }, () => ['p', ada, 'wss://relay.example', npubEncode(bob)]);
    const find = () => expect(findMentions({ tags, content: '' }, [...held, ada])).toEqual([ada]);
    expect(measure(find)).toBeLessThan(2_000);
  });
});
