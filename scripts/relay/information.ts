import type { RequestListener } from 'node:http';

const DOCUMENT = JSON.stringify({
  name: 'Facet demo relay',
  description: 'An embedded relay for trying and testing Facet. It listens on this computer only.',
  supported_nips: [1, 9, 11],
});

/** Answers http requests to the relay's address: the information document (NIP-11), or one line for people. */
export const information: RequestListener = (request, response) => {
  const wantsDocument = request.headers.accept?.includes('application/nostr+json') ?? false;
  response.writeHead(200, {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': '*',
    'access-control-allow-methods': 'GET',
    'content-type': wantsDocument ? 'application/nostr+json' : 'text/plain; charset=utf-8',
  });
  response.end(wantsDocument ? DOCUMENT : 'This is a Nostr relay. Connect to it with a Nostr client.\n');
};
