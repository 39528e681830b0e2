import type { EventTemplate } from './event';

/** Signing in to a web server for one request (NIP-98). */
const HTTP_AUTH = 27_235;

/** The request that this event signs in for, as `POST https://example.com/path?query`; undefined: none that a rule could name. */
export function toAuthUrl({ kind, tags }: Pick<EventTemplate, 'kind' | 'tags'>): string | undefined {
  if (kind !== HTTP_AUTH) return undefined;
  const valueOf = (name: string) => tags.find(([tag]) => tag === name)?.[1];
  const text = valueOf('u') ?? '';
  const method = valueOf('method')?.toUpperCase();
  if (!method || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol)) return undefined;
  url.hash = '';
  return `${method} ${url.href}`;
}
