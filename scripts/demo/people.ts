/**
 * The people of the demo. Their keys are made from sentences that anybody can read here, so they are no
 * secrets: never use them for anything but trying Facet.
 */
import { createHash } from 'node:crypto';
import { nip19 } from 'nostr-tools';
import { getPublicKey } from 'nostr-tools/pure';

export interface DemoPerson {
  name: string;
  about: string;
  nip05?: string;
  /** How many pubkeys the seeded lists hold. */
  follows: number;
  mutes: number;
  notes: string[];
  secretKey: Uint8Array;
  hex: string;
  nsec: string;
  pubkey: string;
  npub: string;
}

type Story = Pick<DemoPerson, 'name' | 'about' | 'nip05' | 'follows' | 'mutes' | 'notes'>;

const toPerson = (id: string, story: Story): DemoPerson => {
  const secretKey = new Uint8Array(createHash('sha256').update(`facet demo: ${id}`).digest());
  const pubkey = getPublicKey(secretKey);
  return {
    ...story,
    secretKey,
    hex: Buffer.from(secretKey).toString('hex'),
    nsec: nip19.nsecEncode(secretKey),
    pubkey,
    npub: nip19.npubEncode(pubkey),
  };
};

/** Everybody in the demo, by the word their key is made from. */
export const people = {
  alice: toPerson('alice', {
    name: 'Alice Moreau',
    about: 'Paper, ink, and slow letters.',
    nip05: 'alice@moreau.example',
    follows: 204,
    mutes: 14,
    notes: ['New paper arrived. It smells like rain.', 'Answering letters all afternoon.'],
  }),
  ines: toPerson('ines', {
    name: 'Ines Duarte',
    about: 'Long rides, short nights.',
    nip05: 'ines@velo.example',
    follows: 87,
    mutes: 3,
    notes: ['Rode the coast road before sunrise. 62 km, two punctures, one very good bakery. #cycling'],
  }),
  nightjar: toPerson('nightjar', {
    name: 'nightjar',
    about: 'You do not know me.',
    follows: 318,
    mutes: 122,
    notes: ['The harbour is quiet tonight.'],
  }),
  harbour: toPerson('harbour', {
    name: 'Harbour Press',
    about: 'Small books from a small port.',
    nip05: 'desk@harbour.example',
    follows: 41,
    mutes: 0,
    notes: ['Our autumn list is out: three novels, one atlas of tides.'],
  }),
} satisfies Record<string, DemoPerson>;
