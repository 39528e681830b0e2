/** Names that mean this machine or its own network, by themselves or at their end. */
const LOCAL = ['localhost', 'local', 'internal', 'intranet', 'lan', 'home', 'corp', 'home.arpa'];

const isName = (host: string): boolean => /^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z][a-z\d-]*$/.test(host);

/**
 * The address of a profile's picture, in normal form, if it is one that Facet asks: https, at its usual port, of a server
 * with a name. Whoever writes a profile that is only watched must not be able to send Facet into the network it is in.
 */
export function toPictureUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, href } = new URL(text);
  const host = hostname.replace(/\.$/, '');
  const isLocal = LOCAL.some((name) => host === name || host.endsWith(`.${name}`));
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '' || isLocal) return undefined;
  return isName(host) ? href.replace(/#.*$/, '') : undefined;
}
