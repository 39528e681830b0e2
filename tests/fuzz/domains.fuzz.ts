/** What servers of the web say: a relay of itself (NIP-11), a domain of a name (NIP-05). */
import fc from 'fast-check';
import { vi } from 'vitest';
import { readRelayFacts } from '#lib/domains/relay-information';
import { findAddress } from '#lib/imports/nip05';
import { parseAddress } from '#lib/nostr/address';
import { ERROR_CODES, FacetError } from '#lib/rpc/errors';
import { damaged, junk } from '../unit/support/fuzz';
import { pubkeyOf } from '../unit/support/keys';
import { expectNoSecret, hostileJson, hostileValue, mutated, toJson } from './support/hostile';
import { property, surface } from './support/surface';

const ada = pubkeyOf('ada');
const document = {
  ...{
    name: 'Relay',
    description: 'd'.repeat(5_000),
    contact: 'mailto:a@b.example',
    software: 'x',
    version: '1',
  },
  supported_nips: [1, 11, 42, 1, '7D', -1, 1e9],
  limitation: {
    auth_required: true,
    payment_required: false,
    max_message_length: 65_536,
    max_subscriptions: 20,
  },
};
const known = { names: { ada }, relays: { [ada]: ['wss://relay.example'] } };
const ADDRESSES = ['ada@a.example', 'ADA@A.Example', '_@a.example', 'ada@localhost', 'ada@127.0.0.1'];

surface('domains', [
  property('what a relay says of itself is short texts, sound numbers and nothing else', 30_000, {
    cases: fc.oneof(mutated(fc.constant(document)), hostileValue),
    holds(value) {
      const facts: Record<string, unknown> = { ...readRelayFacts(value) };
      for (const [name, fact] of Object.entries(facts)) {
        if (name === 'nips') continue;
        if (typeof fact === 'string' && fact.length <= (name === 'description' ? 4_000 : 300)) continue;
        if (typeof fact === 'number' && Number.isSafeInteger(fact) && fact > 0) continue;
        if (typeof fact !== 'boolean') throw new Error(`${name} is more than it may be`);
      }
      const nips = facts['nips'] as number[];
      if (nips.length > 200 || new Set(nips).size !== nips.length) throw new Error('too many NIPs');
      if (!nips.every((nip, at) => Number.isInteger(nip) && nip > (nips[at - 1] ?? 0)))
        throw new Error('no NIPs');
      if (readRelayFacts({ ...document, ...(facts as object) }).nips.length > 200)
        throw new Error('not stable');
    },
  }),
  property('the account of an address is the one that its own name has, or nobody’s', 3_000, {
    cases: fc.tuple(
      fc.oneof(mutated(fc.constant(known)).map(toJson), hostileJson),
      fc.constantFrom('ada@a.example', 'constructor@a.example', 'tostring@a.example', '__proto__@a.example'),
    ),
    async holds([text, address]) {
      vi.stubGlobal('fetch', () => Promise.resolve(new Response(text)));
      let found: string;
      try {
        found = await findAddress(address);
      } catch (error) {
        if (!(error instanceof FacetError) || error.code === 'internal' || !ERROR_CODES.includes(error.code))
          throw error;
        expectNoSecret(error.message);
        return;
      }
      const { names } = JSON.parse(text.replace(/^\uFEFF/, '')) as { names: Record<string, unknown> };
      const [name = ''] = address.split('@');
      if (!Object.hasOwn(names, name) || names[name] !== found) throw new Error('nobody said that');
      if (!/^[0-9a-f]{64}$/.test(found)) throw new Error('no pubkey');
    },
  }),
  property(
    'an address that is taken is plain letters, a domain with a dot, and the same when read again',
    27_000,
    {
      cases: fc.oneof(damaged(ADDRESSES), junk(ADDRESSES), fc.emailAddress()),
      holds(input) {
        let address;
        try {
          address = parseAddress(input);
        } catch (error) {
          if (!(error instanceof FacetError)) throw error;
          expectNoSecret(error.message);
          return;
        }
        const text = `${address.name}@${address.domain}`;
        const again = parseAddress(text);
        if (again.name !== address.name || again.domain !== address.domain) throw new Error('not canonical');
        const { hostname, href } = new URL(`https://${address.domain}/`);
        if (hostname !== address.domain || href.includes('@')) throw new Error('this leads elsewhere');
        if (/^[\d.]+$/.test(address.domain) || !address.domain.includes('.')) throw new Error('no domain');
      },
    },
  ),
]);
