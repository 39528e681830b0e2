/** A relay that wants to know who asks (NIP-42), and one that an account's own lists send Facet to. */
import type { Event } from 'nostr-tools/pure';
import { expect, type Arena } from '../arena';
import { attack } from '../attack';
import { FIRST, withRelay, type Scene } from './scene';

const REFUSAL = 'auth-required: who are you?';

/** How it stands with signing in at the relay of the case. */
const standing = async ({ facet }: Arena, { relay }: Scene) =>
  (await facet.snapshot()).relays.flatMap(({ url, signIn }) => (url === relay.url ? (signIn ?? []) : []));

/** The relay demands it again and again, as Facet may be about to subscribe anew, until this is seen. */
async function demand(
  { relay }: Scene,
  challenge: string,
  isSeen: () => Promise<boolean> | boolean,
): Promise<void> {
  const again = (): Promise<boolean> | boolean => {
    relay.send(JSON.stringify(['AUTH', challenge]));
    relay.refuse(REFUSAL);
    return isSeen();
  };
  await expect.poll(again).toBe(true);
}

const isWanted = async (arena: Arena, scene: Scene) => (await standing(arena, scene)).includes('wanted');

/** What the person says of signing in there, while Facet is elsewhere; then it comes to hear what the relay demands. */
async function decide(
  { facet, relay: honest }: Arena,
  scene: Scene,
  says: 'always' | 'never',
): Promise<void> {
  const { relay, pubkey } = scene;
  await facet.ui.setRelays([honest.url]);
  await facet.ui.setSignIn(pubkey, relay.url, says);
  await expect.poll(() => relay.connections.now).toBe(0);
  const before = relay.requests.length;
  await facet.ui.setRelays([relay.url]);
  await expect.poll(() => relay.requests.length).toBeGreaterThan(before);
}

/** The challenges that were signed, each once. */
const answered = ({ relay }: Scene): (string | undefined)[] => [
  ...new Set((relay.signIns as Event[]).map(({ tags }) => tags.find(([name]) => name === 'challenge')?.[1])),
];

attack(
  'a relay has an account sign in where the person said never',
  {
    file: 'lib/rpc/sign-ins.ts',
    says: "says === 'once' || says === 'always'",
    without: 'says.length > 0',
  },
  (arena) =>
    withRelay(arena, async (scene) => {
      await decide(arena, scene, 'never');
      await demand(scene, 'a challenge', () => isWanted(arena, scene));
      await decide(arena, scene, 'always'); // whatever was signed before is there when this is
      await demand(scene, 'another challenge', () => answered(scene).includes('another challenge'));
      expect(answered(scene)).toEqual(['another challenge']);
    }),
);

attack(
  'a relay has a page of text signed as its challenge',
  {
    file: 'lib/relays/sign-in.ts',
    says: " || said === '' || said.length > MAX_CHALLENGE) return onUseless();",
    without: ') return onUseless();',
  },
  (arena) =>
    withRelay(arena, async (scene) => {
      await decide(arena, scene, 'always');
      await demand(scene, 'I owe you. '.repeat(50), () => isWanted(arena, scene));
      await demand(scene, 'a challenge', () => answered(scene).length > 0);
      expect(answered(scene)).toEqual(['a challenge']);
    }),
);

/** The addresses that Facet has connections with, or wants to have. */
const addresses = async ({ facet }: Arena) => (await facet.snapshot()).relays.map(({ url }) => url);

attack(
  'a list of relays has Facet speak with an address without encryption that is not of this machine',
  [
    {
      file: 'lib/nostr/relay-url.ts',
      says: "url.protocol !== 'wss:' && !(url.protocol === 'ws:' && isLoopback)",
      without: "!url.protocol.startsWith('ws')",
    },
    {
      file: 'lib/nostr/relay-url.ts',
      says: "protocol === 'wss:' && hostname",
      without: 'hostname',
    },
  ],
  (arena) =>
    withRelay(arena, async ({ relay, sign, shown }) => {
      relay.send(
        sign({
          kind: 10_002,
          tags: [
            ['r', 'ws://router.example/'],
            ['r', `${relay.url}mine`],
          ],
        }),
      );
      await shown();
      await expect.poll(() => addresses(arena)).toContain(`${relay.url}mine`);
      expect(await addresses(arena)).not.toContain('ws://router.example/');
    }),
);

attack(
  'a list of a hundred relays has Facet speak with all of them',
  {
    file: 'lib/relays/plan.ts',
    says: 'own.slice(0, MOST_WRITES)',
    without: 'own',
  },
  (arena) =>
    withRelay(arena, async ({ relay, sign, shown }) => {
      const tags = Array.from({ length: 30 }, (_, n) => ['r', `${relay.url}${n}`]);
      relay.send(sign({ kind: 10_002, tags }));
      await shown();
      await expect.poll(async () => (await addresses(arena)).length).toBeGreaterThan(1);
      expect((await addresses(arena)).length).toBeLessThanOrEqual(4);
    }),
);

attack(
  'a relay is spoken with though the account says never to',
  {
    file: 'lib/relays/plan.ts',
    says: 'if (!each.blocked.includes(url)) accounts.get(url)?.push(each);',
    without: 'accounts.get(url)?.push(each);',
  },
  (arena) =>
    withRelay(arena, async ({ relay, sign, shown }) => {
      const [blocked, other] = [`${relay.url}blocked`, `${relay.url}other`];
      relay.send(sign({ kind: 10_006, tags: [['relay', blocked]], created_at: FIRST }));
      relay.send(
        sign({
          kind: 10_002,
          tags: [
            ['r', blocked],
            ['r', other],
          ],
          created_at: FIRST,
        }),
      );
      await shown();
      await expect.poll(() => addresses(arena)).toContain(other);
      expect(await addresses(arena)).not.toContain(blocked);
    }),
);
