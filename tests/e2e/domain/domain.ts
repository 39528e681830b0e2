/** A domain of the tests: a real https server on loopback, which the browser of a test takes for `names.example`. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { listen } from '../../../scripts/relay/listen';
import { createCertificate } from './certificate';

/** An answer to whoever asks for this path. */
export type Answer = (response: ServerResponse, path: string) => void;

export interface Domain {
  readonly name: string;
  readonly port: number;
  /** Of its key, for the browser that shall believe it. */
  readonly spkiHash: string;
  /** What it was asked, in order. */
  readonly asked: { path: string; headers: IncomingHttpHeaders }[];
  /** What it says from now on. */
  answer: Answer;
  stop(): Promise<void>;
}

/** Says this document, as NIP-05 wants it said: to any website. */
export const says =
  (document: object): Answer =>
  (response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(document));
  };

/** Starts one that knows nobody. */
export async function startDomain(name: string): Promise<Domain> {
  const { key, cert, spkiHash } = createCertificate(name);
  const server = createServer({ key, cert }, ({ url: path = '', headers }, response) => {
    domain.asked.push({ path, headers });
    domain.answer(response, path);
  });
  const domain: Domain = {
    name,
    port: await listen(server),
    spkiHash,
    asked: [],
    answer: says({ names: {} }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return domain;
}
