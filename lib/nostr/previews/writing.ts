/** Articles, wiki pages, badges. */
import { all, choice, first, lastTarget, moment, people, target, text, texts } from './tags';
import type { ToView } from './view';

export const toArticle: ToView = (event) => ({
  title: first(event, 'title'),
  facts: [...text('summary', first(event, 'summary')), ...moment('published', first(event, 'published_at'))],
});

/** The definition of a badge: its words stand in tags (NIP-58). */
export const toBadge: ToView = (event) => ({
  title: first(event, 'name'),
  text: first(event, 'description') ?? event.content,
  facts: text('images', first(event, 'image')),
});

export const toBadgeAward: ToView = (event) => ({
  facts: [...target('badge', lastTarget(event, 'a')), ...people('receivers', all(event, 'p'))],
});

/** Badges on the profile: pairs of what is shown and the award of it. */
export const toBadges: ToView = (event) => ({
  facts: texts(
    'badges',
    all(event, 'a').map((address) => address.split(':').slice(2).join(':') || address),
  ),
  isList: true,
});

export const toWiki: ToView = (event) => ({
  title: first(event, 'title') ?? first(event, 'd'),
  facts: [...text('summary', first(event, 'summary')), ...target('source', lastTarget(event, 'a', 'e'))],
});

/** A draft says of what kind it is, and is encrypted (NIP-37). */
export const toDraft: ToView = (event) => ({ facts: text('kinds', first(event, 'k')) });

export const toRelayReview: ToView = (event) => ({ facts: choice('relay', first(event, 'r')) });
