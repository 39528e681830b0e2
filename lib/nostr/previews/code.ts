/** Git (NIP-34), snippets and apps (NIP-89). */
import { toFields } from './json';
import { all, first, kinds, lastTarget, people, target, text, texts } from './tags';
import type { ToView } from './view';

export const toRepository: ToView = (event) => ({
  title: first(event, 'name') ?? first(event, 'd'),
  text: first(event, 'description') ?? event.content,
  facts: [
    ...texts('web', all(event, 'web')),
    ...texts('clone', all(event, 'clone')),
    ...people('maintainers', event.tags.find(([tag]) => tag === 'maintainers')?.slice(1) ?? []),
    ...texts('relays', event.tags.find(([tag]) => tag === 'relays')?.slice(1) ?? []),
  ],
});

/** A patch, a pull request or an issue: to which repository, and about what. */
export const toContribution: ToView = (event) => ({
  title: first(event, 'subject'),
  facts: [
    ...target('repository', lastTarget(event, 'a')),
    ...text('branch', first(event, 'branch-name')),
    ...text('commit', first(event, 'commit') ?? first(event, 'c')),
    ...texts('clone', all(event, 'clone')),
  ],
});

export const toGitStatus: ToView = (event) => ({
  facts: [...target('about', lastTarget(event, 'e')), ...target('repository', lastTarget(event, 'a'))],
});

export const toSnippet: ToView = (event) => ({
  title: first(event, 'name'),
  facts: [
    ...text('language', first(event, 'l')),
    ...text('summary', first(event, 'description')),
    ...texts('web', all(event, 'repo')),
  ],
});

/** Which apps the person recommends for a kind; the kind is the `d` tag. */
export const toRecommendation: ToView = (event) => ({
  facts: [
    ...kinds('kinds', all(event, 'd')),
    ...event.tags
      .filter(([tag]) => tag === 'a')
      .slice(0, 5)
      .flatMap((tag) => target('apps', tag)),
  ],
  isList: true,
});

export const toAppHandler: ToView = (event) => ({
  text: '',
  facts: [...toFields(event.content), ...kinds('kinds', all(event, 'k')), ...texts('web', all(event, 'web'))],
});
