/** Signing in (NIP-42, NIP-98), the use of media servers, orders to signers, and data of apps. */
import type { SentenceKey } from './sentences';
import { all, choice, count, first, moment, people, text, texts } from './tags';
import type { ToView } from './view';

export const toRelayAuth: ToView = (event) => ({ facts: text('relay', first(event, 'relay')) });

export const toHttpAuth: ToView = (event) => ({
  facts: [
    ...text('url', first(event, 'u')),
    ...text('method', first(event, 'method')),
    ...text('hash', first(event, 'payload')),
  ],
});

/** What is done at a media server, by the `t` tag (BUD-01). */
const MEDIA_SENTENCES: Partial<Record<string, SentenceKey>> = {
  upload: 'mediaUpload',
  delete: 'mediaDelete',
};

export const toMediaAuth: ToView = (event) => {
  const verb = first(event, 't') ?? '';
  const sentence = Object.hasOwn(MEDIA_SENTENCES, verb) ? MEDIA_SENTENCES[verb] : undefined;
  return {
    ...(sentence && { sentence }),
    facts: [
      ...choice('method', verb),
      ...texts('servers', all(event, 'server')),
      ...count('media', all(event, 'x').length),
      ...moment('expires', first(event, 'expiration')),
    ],
    isList: true,
  };
};

export const toRemoteSigning: ToView = (event) => ({ facts: people('to', all(event, 'p')) });

/** What it means is known to the app alone; how much it is can be said. */
export const toAppData: ToView = (event) => ({ facts: count('length', event.content.length) });
