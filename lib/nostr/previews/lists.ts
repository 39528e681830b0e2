/** Lists and sets (NIP-51, NIP-65): their public entries. What changes is another question than what stands in them. */
import type { EventTemplate } from '../event';
import type { Fact, Label } from './fact';
import { all, count, first, people, text, texts } from './tags';
import type { ToView } from './view';

/** What an entry of a list is, by the name of its tag. */
const ENTRIES = {
  t: 'topics',
  word: 'words',
  relay: 'relays',
  server: 'servers',
  mint: 'mints',
  i: 'identities',
  emoji: 'emojis',
  group: 'groups',
  k: 'kinds',
} as const satisfies Record<string, Label>;

const COUNTED = ['e', 'a'];

/** The public entries: people by name, a few of the rest as they are, posts by number. */
function toEntries(event: EventTemplate): Fact[] {
  const posts = event.tags.filter(([tag = '']) => COUNTED.includes(tag)).length;
  return [
    ...people('entries', all(event, 'p')),
    ...Object.entries(ENTRIES).flatMap(([tag, label]) => texts(label, all(event, tag))),
    ...count('posts', posts),
  ];
}

export const toList: ToView = (event) => ({
  title: first(event, 'title') ?? first(event, 'name'),
  facts: [
    ...text('summary', first(event, 'description')),
    ...toEntries(event),
    ...texts('web', all(event, 'r')),
  ],
  isList: true,
});

/** A follow list; its content, if any, is an old list of relays that nobody reads (NIP-02). */
export const toFollows: ToView = (event) => ({
  text: '',
  facts: [...count('entries', all(event, 'p').length), ...people('entries', all(event, 'p'))],
  isList: true,
});

/** A relay without a marker is for both (NIP-65). */
export const toRelayList: ToView = (event) => {
  const relays = event.tags.filter(([tag, url]) => tag === 'r' && url);
  const marked = (marker?: 'read' | 'write') =>
    relays.filter((tag) => (marker ? tag[2] === marker : tag[2] !== 'read' && tag[2] !== 'write'));
  const urls = (marker?: 'read' | 'write') => marked(marker).map(([, url = '']) => url);
  return {
    facts: [
      ...texts('relays', urls()),
      ...texts('relaysRead', urls('read')),
      ...texts('relaysWrite', urls('write')),
    ],
    isList: true,
  };
};

export const toWebBookmark: ToView = (event) => ({
  title: first(event, 'title'),
  facts: text('web', first(event, 'd')),
});
