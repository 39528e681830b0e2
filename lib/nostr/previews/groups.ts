/** Private messages, chats, groups, communities and live events. */
import type { EventTemplate } from '../event';
import type { Fact } from './fact';
import { readMembers, toFields } from './json';
import {
  all,
  bytes,
  choice,
  first,
  lastTarget,
  moment,
  people,
  target,
  text,
  texts,
  withAuthor,
} from './tags';
import type { ToView } from './view';

const group = (event: EventTemplate): Fact[] => text('group', first(event, 'h'));

/** The people whose `p` tag has this role. */
const withRole = (event: EventTemplate, ...roles: string[]): string[] =>
  event.tags.flatMap((tag) =>
    tag[0] === 'p' && tag[1] && tag.slice(2).some((role) => roles.includes(role.toLowerCase()))
      ? [tag[1]]
      : [],
  );

export const toMessage: ToView = (event) => ({
  title: first(event, 'subject'),
  facts: [
    ...people('to', all(event, 'p')),
    ...target('replyTo', lastTarget(event, 'e')),
    ...text('fileType', first(event, 'file-type')),
    ...bytes('size', first(event, 'size')),
  ],
});

/** A message in a group; a group is named by an `h` tag (NIP-29, NIP-C7). */
export const toGroupChat: ToView = (event) => ({
  facts: [...group(event), ...target('replyTo', lastTarget(event, 'q', 'e'))],
});

/** Joining, leaving and moderating a group: who, what, and the settings that it gets. */
export const toGroupControl: ToView = (event) => ({
  title: first(event, 'name'),
  facts: [
    ...group(event),
    ...people('target', all(event, 'p')),
    ...texts(
      'role',
      [...new Set(event.tags.flatMap((tag) => (tag[0] === 'p' ? tag.slice(2) : [])))].filter(Boolean),
    ),
    ...target('about', lastTarget(event, 'e')),
    ...text('code', first(event, 'code')),
    ...text('summary', first(event, 'about')),
    ...event.tags.flatMap(([tag]) =>
      ['public', 'private', 'open', 'closed'].includes(tag ?? '') ? choice('status', tag) : [],
    ),
  ],
});

/** What a channel is, as an object in JSON (NIP-28). */
export const toChannel: ToView = (event) => ({
  text: '',
  facts: [...target('channel', lastTarget(event, 'e')), ...toFields(event.content)],
});

export const toChannelChat: ToView = (event) => {
  const events = event.tags.filter((tag) => lastTarget({ tags: [tag] }, 'e'));
  return {
    facts: [
      ...target('channel', events.find((tag) => tag[3] === 'root') ?? events[0]),
      ...withAuthor(
        event,
        target(
          'replyTo',
          events.find((tag) => tag[3] === 'reply'),
        ),
      ),
    ],
  };
};

/** Hiding a message or muting somebody; the reason stands in JSON. */
export const toChannelMute: ToView = (event) => {
  const reason = readMembers(event.content)?.['reason'];
  return {
    text: '',
    facts: [
      ...target('about', lastTarget(event, 'e')),
      ...people('target', all(event, 'p')),
      ...text('reason', typeof reason === 'string' ? reason : event.content),
    ],
  };
};

export const toCommunity: ToView = (event) => ({
  title: first(event, 'name') ?? first(event, 'd'),
  text: first(event, 'description') ?? event.content,
  facts: [...people('moderators', withRole(event, 'moderator')), ...texts('relays', all(event, 'relay'))],
});

/** The content of an approval is the whole post in JSON (NIP-72). */
export const toApproval: ToView = (event) => ({
  text: '',
  facts: [
    ...target(
      'community',
      event.tags.find((tag) => tag[0] === 'a' && /^34550:/.test(tag[1] ?? '')),
    ),
    ...withAuthor(event, target('about', lastTarget(event, 'e'))),
  ],
});

export const toLiveEvent: ToView = (event) => ({
  title: first(event, 'title') ?? first(event, 'room'),
  text: first(event, 'summary') ?? event.content,
  facts: [
    ...choice('status', first(event, 'status')),
    ...moment('starts', first(event, 'starts')),
    ...moment('ends', first(event, 'ends')),
    ...text('stream', first(event, 'streaming') ?? first(event, 'service')),
    ...people('participants', all(event, 'p')),
  ],
});

export const toLiveChat: ToView = (event) => ({
  facts: [...target('liveEvent', lastTarget(event, 'a')), ...target('replyTo', lastTarget(event, 'e'))],
});
