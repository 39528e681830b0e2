/** A relay that makes events up, alters them, or shows the wrong ones. */
import { generateSecretKey } from 'nostr-tools/pure';
import { toEventId } from '../../../lib/nostr/event';
import { expect, type Arena } from '../arena';
import { attack } from '../attack';
import { FIRST, withRelay, type Scene } from './scene';

const VERIFY = 'lib/nostr/verify.ts';
const CHECKING = 'lib/relays/checking.ts';

const ID_IS_HASH = {
  file: VERIFY,
  says: "if (toEventId(event) !== id) throw new InvalidError('the event id is not the hash of the event');",
  without: '',
};

const SIGNATURE = {
  file: CHECKING,
  says: 'if (!verified.has(name) && !hasSignature(event)) return undefined;',
  without: '',
};

/** The account has a name; the relay sends what `forge` makes, and the name stays what it was. */
const keepsItsName = (arena: Arena, forge: (scene: Scene) => object[]): Promise<void> =>
  withRelay(arena, async (scene) => {
    scene.relay.send(scene.profile('True'));
    expect((await scene.shown()).profile.name).toBe('True');
    scene.relay.send(...forge(scene));
    expect((await scene.shown()).profile.name).toBe('True');
  });

const content = JSON.stringify({ name: 'Forged' });

attack('a relay gives the id and signature of an event that was verified to another', ID_IS_HASH, (arena) =>
  withRelay(arena, async ({ relay, profile, shown }) => {
    const verified = profile('True');
    relay.send(verified);
    expect((await shown()).profile.name).toBe('True');
    relay.send({ ...verified, content, created_at: FIRST + 10 });
    expect((await shown()).profile.name).toBe('True');
  }),
);

attack('a relay dates a verified event anew', ID_IS_HASH, (arena) =>
  withRelay(arena, async ({ relay, profile, shown }) => {
    const old = profile('Old');
    relay.send(old);
    await shown();
    relay.send(profile('True', FIRST + 10));
    expect((await shown()).profile.name).toBe('True');
    relay.send({ ...old, created_at: FIRST + 20 });
    expect((await shown()).profile.name).toBe('True');
  }),
);

attack('a relay turns a verified event into one of another kind', ID_IS_HASH, (arena) =>
  keepsItsName(arena, ({ relay, sign }) => {
    const list = sign({ kind: 10_002, content });
    relay.send(list);
    return [{ ...list, kind: 0, created_at: FIRST + 10 }];
  }),
);

for (const [claim, toSignature] of [
  ['signs with ones', () => '1'.repeat(128)],
  [
    'signs with a key of its own',
    ({ sign }: Scene, id: string) => sign({ content: id }, generateSecretKey()).sig,
  ],
  ['borrows the signature of another event of the same author', ({ sign }: Scene) => sign({ kind: 1 }).sig],
] as const) {
  attack(`a relay makes up a profile and ${claim}`, SIGNATURE, (arena) =>
    keepsItsName(arena, (scene) => {
      const { pubkey } = scene;
      const event = { pubkey, kind: 0, content, tags: [], created_at: FIRST + 10 };
      const id = toEventId(event);
      return [{ ...event, id, sig: toSignature(scene, id) }];
    }),
  );
}

attack(
  'a relay shuts out every true profile with one of tomorrow',
  {
    file: 'lib/relays/listening.ts',
    says: 'created_at > Date.now() / 1_000 + MAX_AHEAD',
    without: 'created_at < 0',
  },
  (arena) =>
    keepsItsName(arena, ({ profile }) => [profile('Of tomorrow', Math.floor(Date.now() / 1_000) + 86_400)]),
);

attack(
  'a relay puts an older profile in the place of a newer one',
  {
    file: 'lib/nostr/lists.ts',
    says: '!held || event.created_at > held.created_at ||',
    without: 'true ||',
  },
  (arena) => keepsItsName(arena, ({ profile }) => [profile('Older', FIRST - 10)]),
);
