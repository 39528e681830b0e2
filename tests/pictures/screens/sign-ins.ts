import { alice, fakeSnapshot, ines, NOW, studio } from '../fixtures.ts';
import type { Screen } from '../screen.ts';

export const screens: Screen[] = [
  {
    name: 'options-relays-sign-in',
    results: { getRelayUses: [] },
    path: 'options.html#relays',
    size: [1280, 860],
    snapshot: fakeSnapshot({
      relays: [
        {
          ...{ url: 'wss://paid.example/', state: 'connected', signIn: 'wanted' },
          wants: [alice, ines, studio].map(({ pubkey }) => pubkey),
        },
        { url: 'wss://inbox.example/', state: 'connected', signIn: 'wanted', wants: [ines.pubkey] },
        {
          ...{ url: 'wss://paid.example/', state: 'connected', pubkey: ines.pubkey, signIn: 'refused' },
          trouble: { at: NOW, said: 'restricted: members only \u202E' },
        },
      ],
      signIns: [
        { pubkey: ines.pubkey, relay: 'wss://paid.example/', says: 'always' },
        { pubkey: studio.pubkey, relay: 'wss://nos.example/', says: 'never' },
        { pubkey: alice.pubkey, relay: 'wss://once.example/', says: 'once' },
      ],
      signedIn: { 'wss://paid.example/': [ines.pubkey] },
    }),
  },
];
