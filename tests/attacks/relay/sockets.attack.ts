/** A relay that sends what nobody asked for, wants to know who asks, or wants Facet to go somewhere else. */
import { generateSecretKey } from 'nostr-tools/pure';
import { expect, type Arena } from '../arena';
import { attack } from '../attack';
import { FIRST, withRelay, type Scene } from './scene';

const FRAMES = 'lib/relays/frames.ts';
const LISTENING = 'lib/relays/listening.ts';

/** How Facet says the relay of the case is, over every connection that it has with it. */
const viewsOf = async ({ facet }: Arena, { relay }: Scene) =>
  (await facet.snapshot()).relays.filter(({ url }) => url === relay.url);

attack(
  'a relay has Facet take an event in a frame of five megabytes',
  {
    file: FRAMES,
    says: "if (typeof data !== 'string' || data.length > MAX_FRAME) return onUseless();",
    without: "if (typeof data !== 'string') return onUseless();",
  },
  (arena) =>
    withRelay(arena, async ({ relay, profile, sign, shown }) => {
      relay.send(profile('True'));
      await shown();
      relay.send({ ...profile('In a large frame', FIRST + 10), more: ' '.repeat(5 * 1024 * 1024) });
      relay.send({
        ...sign({ kind: 10_006, tags: [['relay', relay.url]] }),
        more: ' '.repeat(5 * 1024 * 1024),
      });
      expect((await shown()).profile.name).toBe('True');
    }),
);

/** What the worker throws where nobody catches it while `act` runs. */
async function faultsOf({ facet }: Arena, act: () => Promise<unknown>): Promise<string[]> {
  const worker = facet.context.serviceWorkers()[0];
  await worker?.evaluate(() => {
    const faults: string[] = [];
    Object.assign(globalThis, { faults });
    addEventListener('error', ({ message }) => faults.push(message));
  });
  await act();
  return (await worker?.evaluate(() => (globalThis as unknown as { faults: string[] }).faults)) ?? [];
}

for (const [what, check, frames] of [
  [
    'frames that are no lists',
    {
      file: FRAMES,
      says: 'return Array.isArray(frame) ? frame : [];',
      without: 'return frame as unknown[];',
    },
    ['null', '0', '{}', 'true'],
  ],
  [
    'frames that are no JSON',
    {
      file: FRAMES,
      says: '  } catch {\n    return [];\n',
      without: '  } catch (error) {\n    throw error;\n',
    },
    ['', '{', '["EVENT"', '\u0000'],
  ],
] as const) {
  attack(`a relay breaks the worker with ${what}`, check, (arena) =>
    withRelay(arena, async ({ relay, profile, shown }) => {
      const faults = await faultsOf(arena, async () => {
        relay.send(...frames);
        relay.send(profile('After it'));
        expect((await shown()).profile.name).toBe('After it');
      });
      expect(faults).toEqual([]);
    }),
  );
}

attack(
  'a relay breaks the worker with events that are none',
  {
    file: FRAMES,
    says: "type === 'EVENT' && isEventLike(raw) ?",
    without: "type === 'EVENT' ?",
  },
  (arena) =>
    withRelay(arena, async ({ relay, profile, shown }) => {
      const faults = await faultsOf(arena, async () => {
        const sent = profile('Half');
        const nothing = null as unknown as object;
        relay.send(nothing, [], { ...sent, id: 1 }, { ...sent, tags: null }, { ...sent, pubkey: {} });
        relay.send(profile('After it', FIRST + 1));
        expect((await shown()).profile.name).toBe('After it');
      });
      expect(faults).toEqual([]);
    }),
);

for (const [what, toEvent] of [
  ['events of strangers', ({ sign }: Scene) => sign({}, generateSecretKey())],
  ['events of kinds it was not asked for', ({ sign }: Scene) => sign({ kind: 1 })],
  ['events of tomorrow', ({ profile }: Scene) => profile('x', Math.floor(Date.now() / 1_000) + 86_400)],
] as const) {
  attack(
    `a relay floods Facet with ${what} for as long as it likes`,
    {
      file: LISTENING,
      says: "if (!isOurs || isFarAhead(raw)) return distrust.note(url, 'useless');",
      without: 'if (!isOurs || isFarAhead(raw)) return;',
    },
    (arena) =>
      withRelay(arena, async (scene) => {
        const event = toEvent(scene);
        scene.relay.send(...Array.from({ length: 3_000 }, () => event));
        await expect.poll(() => viewsOf(arena, scene)).toMatchObject([{ distrusted: 'useless' }]);
        await expect.poll(() => scene.relay.connections.now).toBe(0);
      }),
  );
}

attack(
  'a relay that forges is listened to all the same',
  {
    file: 'lib/relays/distrust.ts',
    says: 'if (tally.counts[offence] < TOO_MANY[offence]) return;',
    without: 'return;',
  },
  (arena) =>
    withRelay(arena, async (scene) => {
      const { relay, profile } = scene;
      const forged = Array.from({ length: 20 }, (_, n) => ({ ...profile(`${n}`), sig: '1'.repeat(128) }));
      relay.send(...forged);
      await expect.poll(() => viewsOf(arena, scene)).toMatchObject([{ distrusted: 'forged' }]);
      await expect.poll(() => relay.connections.now).toBe(0);
    }),
);

attack(
  'a relay fills the memory and the screen with a notice of a megabyte',
  {
    file: 'lib/relays/condition.ts',
    says: 'said: said.trim().slice(0, MAX_SAID)',
    without: 'said: said.trim()',
  },
  (arena) =>
    withRelay(arena, async (scene) => {
      scene.relay.send(JSON.stringify(['NOTICE', 'no '.repeat(300_000)]));
      await expect.poll(async () => (await viewsOf(arena, scene))[0]?.trouble).toBeDefined();
      const said = (await viewsOf(arena, scene))[0]?.trouble?.said ?? '';
      expect(said.length).toBeLessThanOrEqual(200);
    }),
);
