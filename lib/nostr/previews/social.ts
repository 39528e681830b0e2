/** Notes, replies, reposts, reactions, polls, reports: what people say, and what they do with what others said. */
import type { EventTemplate } from '../event';
import type { Fact, Label } from './fact';
import { PROFILE_FIELDS } from '../profile-edit';
import { toFields } from './json';
import { toMediaFacts } from './media';
import {
  all,
  choice,
  first,
  kinds,
  lastTarget,
  moment,
  people,
  target,
  text,
  texts,
  withAuthor,
} from './tags';
import type { ToView } from './view';

const DISLIKE = '-';
const LIKES = ['', '+'];

/** The event that is answered: the marked `e` tag, else the last unmarked one (NIP-10). */
function findReply({ tags }: EventTemplate): string[] | undefined {
  const events = tags.filter((tag) => lastTarget({ tags: [tag] }, 'e'));
  return (
    events.findLast((tag) => tag[3] === 'reply') ??
    events.findLast((tag) => tag[3] === 'root') ??
    events.findLast((tag) => tag[3] !== 'mention')
  );
}

/** What a tag of this event is about, with its author. */
const about = (event: EventTemplate, label: Label, ...names: string[]): Fact[] =>
  withAuthor(event, target(label, lastTarget(event, ...names)));

const quotes = (event: EventTemplate): Fact[] => target('quotes', lastTarget(event, 'q'));

export const toNote: ToView = (event) => {
  const reply = findReply(event);
  const facts = [...withAuthor(event, target('replyTo', reply)), ...quotes(event)];
  return { ...(reply && { sentence: 'reply' }), title: first(event, 'subject'), facts };
};

/** Answers anything but a note: an event, an address, or something outside of Nostr (NIP-22, NIP-A0). */
export const toComment: ToView = (event) => ({
  facts: [...about(event, 'replyTo', 'e', 'a'), ...text('replyTo', first(event, 'i')), ...quotes(event)],
});

export const toThread: ToView = (event) => ({ title: first(event, 'title'), facts: quotes(event) });

export const toRepost: ToView = (event) => ({
  text: '',
  facts: [...about(event, 'about', 'e', 'a'), ...kinds('kinds', all(event, 'k'))],
});

export const toReaction: ToView = (event) => {
  const facts = [...about(event, 'about', 'e', 'a'), ...text('web', first(event, 'r'))];
  if (LIKES.includes(event.content)) return { sentence: 'like', text: '', facts };
  if (event.content === DISLIKE) return { sentence: 'dislike', text: '', facts };
  return { facts };
};

export const toWebsiteReaction: ToView = (event) => ({ facts: text('web', first(event, 'r')) });

export const toPublicMessage: ToView = (event) => ({ facts: people('to', all(event, 'p')) });

export const toPoll: ToView = (event) => ({
  facts: [
    ...texts(
      'options',
      event.tags.flatMap(([tag, , label]) => (tag === 'option' && label ? [label] : [])),
    ),
    ...choice('pollType', first(event, 'polltype')),
    ...moment('ends', first(event, 'endsAt')),
  ],
});

export const toPollVote: ToView = (event) => ({
  facts: [...about(event, 'about', 'e'), ...texts('answers', all(event, 'response'))],
});

/** The type of a report stands in the tag of what is reported (NIP-56). */
export const toReport: ToView = (event) => {
  const reported = event.tags.filter(([tag]) => tag === 'e' || tag === 'p' || tag === 'x');
  return {
    facts: [
      ...choice('reason', reported.map(([, , type]) => type).find(Boolean)),
      ...people('target', all(event, 'p')),
      ...target('about', lastTarget(event, 'e', 'a')),
      ...texts('hash', all(event, 'x')),
    ],
  };
};

export const toLabel: ToView = (event) => ({
  facts: [
    ...texts('labels', all(event, 'l')),
    ...text('namespace', first(event, 'L')),
    ...target('about', lastTarget(event, 'e', 'a')),
    ...people('target', all(event, 'p')),
    ...texts('relays', all(event, 'r')),
  ],
});

export const toHighlight: ToView = (event) => ({
  facts: [
    ...text('summary', first(event, 'comment')),
    ...text('source', first(event, 'r')),
    ...target('source', lastTarget(event, 'a', 'e')),
    ...people('author', all(event, 'p')),
    ...text('context', first(event, 'context')),
  ],
});

export const toPicture: ToView = (event) => ({
  title: first(event, 'title'),
  facts: [...toMediaFacts(event), ...text('place', first(event, 'location'))],
});

/** The content of a voice message is its address (NIP-A0). */
export const toVoice: ToView = (event) => ({
  text: '',
  facts: [...text('url', event.content), ...about(event, 'replyTo', 'e', 'a')],
});

export const toStatus: ToView = (event) => ({
  facts: [...text('web', first(event, 'r')), ...about(event, 'about', 'e', 'a')],
  isList: true,
});

export const toProfile: ToView = (event) => ({ text: '', facts: toFields(event.content, PROFILE_FIELDS) });

/** What is deleted, by number and kind (NIP-09). */
export const toDeletion: ToView = (event) => {
  const targets = event.tags.filter((tag) => tag[0] === 'e' || tag[0] === 'a');
  const named = targets.flatMap((tag) => (tag[0] === 'a' ? [tag[1]?.split(':', 1)[0] ?? ''] : []));
  const [fact] = kinds('deletes', [...all(event, 'k'), ...named]);
  const names = fact?.type === 'kinds' ? fact.kinds : [];
  return { facts: [{ type: 'kinds', label: 'deletes', kinds: names, count: targets.length }] };
};

const EVERYWHERE = 'ALL_RELAYS';

export const toVanish: ToView = (event) => {
  const relays = all(event, 'relay');
  if (relays.includes(EVERYWHERE)) return { facts: choice('relays', 'everywhere') };
  return { facts: texts('relays', relays) };
};
