/** Whatever a relay may send over its socket. */
import fc from 'fast-check';
import type { NDKRelay, NDKSubscription } from '@nostr-dev-kit/ndk';
import type { NostrEvent } from '#lib/nostr/event';
import { isNewer, toFollows, toMutes, toProfile, toRelays, toRelayUrls } from '#lib/nostr/lists';
import { createChecking } from '#lib/relays/checking';
import { guardFrames, MAX_FRAME, type Hearer } from '#lib/relays/frames';
import { createSignIn, MAX_CHALLENGE, MAX_SAID } from '#lib/relays/sign-in';
import { parseHashedEvent } from '#lib/nostr/verify';
import { signAs } from '../unit/support/keys';
import { hostileJson, hostileText, hostileValue, mutated, toJson } from './support/hostile';
import { property, surface } from './support/surface';

const SUBSCRIPTION = 'sub';
const signed = [0, 3, 10_000, 10_002].flatMap((kind) =>
  [1, 2, 3].map((at) => signAs('ada', { kind, created_at: 1_700_000_000 + at, content: '{"name":"Ada"}' })),
);
const events = fc.constantFrom(...signed);

/** Frames of every type, right and wrong, and what is none. */
const frames = fc.oneof(
  { weight: 4, arbitrary: mutated(events.map((event) => ['EVENT', SUBSCRIPTION, event])).map(toJson) },
  {
    weight: 3,
    arbitrary: mutated(
      fc.constantFrom<unknown[]>(
        ...[
          ['EOSE', SUBSCRIPTION],
          ['CLOSED', SUBSCRIPTION, 'auth-required: x'],
          ['OK', 'id', false, 'blocked: x'],
        ],
        ...[
          ['AUTH', 'challenge'],
          ['NOTICE', 'x'],
          ['COUNT', SUBSCRIPTION, { count: 1 }],
          ['EVENT', 'other', {}],
        ],
      ),
    ).map(toJson),
  },
  { weight: 2, arbitrary: hostileJson },
  {
    weight: 1,
    arbitrary: fc.constantFrom(MAX_FRAME, MAX_FRAME + 1).map((length) => `[${' '.repeat(length - 2)}]`),
  },
);

/** A relay whose socket a test holds, and what becomes of what it sends. */
function createSocket() {
  const subscription = Object.create(null) as NDKSubscription;
  const told = { ndk: 0, heard: [] as NostrEvent[], useless: 0, refused: 0 };
  const connectivity = {
    openSubs: new Map([[SUBSCRIPTION, { items: new Map([['x', { subscription }]]) }]]),
    openEventPublishes: new Map([['id', []]]),
    onMessage: (_message: unknown) => void (told.ndk += 1),
    req: () => undefined,
  };
  const relay = { url: 'wss://relay.example/', connectivity } as unknown as NDKRelay;
  const hearer: Hearer = {
    hear: (raw) => told.heard.push(raw),
    onRefused: () => (told.refused += 1),
  };
  const onUseless = () => (told.useless += 1);
  const sent: string[] = [];
  const signIn = createSignIn({
    ...{ url: relay.url, onUseless, onChange: () => undefined, send: (frame: string) => sent.push(frame) },
  });
  guardFrames(relay, { hearers: new WeakMap([[subscription, hearer]]), signIn, onUseless });
  const send = (data: unknown) => connectivity.onMessage({ data });
  return { send, told, sent, signIn };
}

surface('relay-messages', [
  property('a frame throws nothing, and what was not asked for reaches nobody', 35_000, {
    cases: fc.array(frames, { minLength: 1, maxLength: 3 }),
    holds(all) {
      for (const data of all) {
        const { send, told } = createSocket();
        send(data);
        const [type, id] = data.length > MAX_FRAME ? [] : read(data);
        if (told.heard.length > 0 && (type !== 'EVENT' || id !== SUBSCRIPTION))
          throw new Error('not asked for');
        const isAwaited =
          type === 'OK' ? id === 'id' : ['EOSE', 'CLOSED'].includes(type as string) && id === SUBSCRIPTION;
        if (told.ndk > 0 && !isAwaited) throw new Error('NDK hears it');
        if (told.heard.length + told.ndk + told.useless > 1) throw new Error('it counts twice');
      }
    },
  }),
  property('what is no text, and what is longer than may be, is not parsed and counts as useless', 5_000, {
    cases: fc.oneof(
      hostileValue.filter((value) => typeof value !== 'string'),
      // right in all but its length
      fc
        .constantFrom(MAX_FRAME + 1, 2 * MAX_FRAME)
        .map((length) => toJson(['EVENT', SUBSCRIPTION, signed[0]]).padEnd(length)),
    ),
    holds(data) {
      const { send, told } = createSocket();
      send(data);
      if (told.useless !== 1 || told.heard.length > 0) throw new Error('it was looked at');
    },
  }),
  property('nobody signs in without consent, and what a relay says of it is kept short', 10_000, {
    cases: fc.array(fc.tuple(fc.constantFrom('AUTH', 'CLOSED', 'OK'), hostileValue, hostileText), {
      minLength: 1,
      maxLength: 6,
    }),
    holds(all) {
      const { send, sent, told, signIn } = createSocket();
      for (const [type, value, said] of all) send(toJson([type, value, said, `auth-required: ${said}`]));
      if (sent.length > 0) throw new Error('something was signed');
      if ((signIn.view.trouble?.said?.length ?? 0) > MAX_SAID) throw new Error('this is long');
      const long = all.filter(
        ([type, value]) => type === 'AUTH' && typeof value === 'string' && value.length > MAX_CHALLENGE,
      );
      if (told.useless < long.length) throw new Error('a challenge as long as that');
    },
  }),
  property('only a true event is told, and the newest of them wins in any order', 1_000, {
    cases: fc.array(fc.tuple(events, fc.constantFrom('true', 'true', 'id', 'content', 'sig'), hostileValue), {
      maxLength: 8,
    }),
    async holds(all) {
      const told: NostrEvent[] = [];
      let forged = 0;
      const lane = createChecking().open({
        isWanted: () => true,
        onEvent: (event) => told.push(event),
        onForged: () => (forged += 1),
      });
      for (const [event, how, value] of all) {
        const sent = how === 'true' ? event : { ...event, [how]: value };
        lane.add(event, toJson(['EVENT', SUBSCRIPTION, sent]));
      }
      await new Promise<void>((resolve) => lane.after(resolve));
      const right = all.filter(([, how]) => how === 'true').map(([event]) => event);
      if (forged !== all.length - right.length || told.length !== right.length)
        throw new Error('a forged one');
      const best = (these: NostrEvent[]) =>
        these.reduce<NostrEvent | undefined>((one, other) => (isNewer(other, one) ? other : one), undefined);
      if (best(told)?.id !== best(right.toReversed())?.id) throw new Error('another one wins');
    },
  }),
  property(
    'what an account’s lists say is read without a throw: pubkeys, addresses and short claims alone',
    25_000,
    {
      cases: fc.tuple(
        mutated(events),
        fc.array(fc.array(hostileText, { maxLength: 4 }), { maxLength: 8 }),
        hostileJson,
      ),
      holds([value, tags, content]) {
        let event = { ...(signed[0] as NostrEvent), tags, content };
        try {
          event = parseHashedEvent(value);
        } catch {
          // the tags and the text are hostile enough
        }
        for (const claim of Object.values(toProfile(event))) {
          if (typeof claim !== 'string' || claim.length > 2_000 || claim === '') throw new Error('no claim');
        }
        for (const pubkey of toFollows(event))
          if (!/^[0-9a-f]{64}$/.test(pubkey)) throw new Error('no pubkey');
        for (const url of toRelayUrls(event))
          if (!/^wss?:\/\//.test(url) || url.length > 500) throw new Error(url);
        for (const mute of toMutes(event.tags)) if (mute === '') throw new Error('nothing is muted');
        const relays = toRelays(event);
        if (Object.getPrototypeOf(relays) !== Object.prototype) throw new Error('it is no map');
      },
    },
  ),
]);

function read(data: string): unknown[] {
  try {
    const frame: unknown = JSON.parse(data);
    return Array.isArray(frame) ? frame : [];
  } catch {
    return [];
  }
}
