/** An origin as it is shown. Apart from `origin.ts`: the list of public suffixes is large, and the worker shows nothing. */
import { parse as parseHost } from 'tldts';

/** An origin cut for display: scheme and head may be dimmed or elided, the tail never is. */
export interface OriginParts {
  scheme: string;
  head: string;
  /** Registrable domain and port; the whole host where there is no registrable domain. */
  tail: string;
  /** Characters of more than one alphabet, shown as punycode: it may imitate another site. */
  lookalike: boolean;
}

/**
 * The parts of an origin as the browser names it (`https://xn--….example:8443`).
 * Hosts on a public suffix list count as a registrable domain with their private suffixes.
 */
export function toOriginParts(origin: string): OriginParts {
  const { protocol, hostname, port } = new URL(origin);
  const domain = parseHost(hostname, { allowPrivateDomains: true }).domain ?? hostname;
  // lastIndexOf, not the end: a host may close with a dot, which makes it another origin and must be seen
  const cut = Math.max(0, hostname.lastIndexOf(domain));
  return {
    scheme: `${protocol}//`,
    head: hostname.slice(0, cut),
    tail: hostname.slice(cut) + (port ? `:${port}` : ''),
    lookalike: hostname.split('.').some((label) => label.startsWith('xn--')),
  };
}
