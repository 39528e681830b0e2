import { describe, expect, it, vi } from 'vitest';
import type { Proof } from '#lib/nostr/relay-auth';
import { createSignIn, MAX_CHALLENGE, type Prove } from '#lib/relays/sign-in';
import { signAs } from '../../support/keys';

const URL = 'wss://relay.example/';
const WANTED = 'auth-required: who are you?';

/** A socket; `prove` as a test wants it, or nobody who signs in. */
function start(prove?: Prove) {
  const [sent, changes]: [string[], unknown[]] = [[], []];
  const onUseless = vi.fn();
  const refused = { again: vi.fn(), giveUp: vi.fn() };
  const signIn = createSignIn({
    ...{ url: URL, prove, onUseless },
    send: (frame) => sent.push(frame),
    onChange: () => changes.push(signIn.view.signIn),
  });
  return { signIn, sent, changes, onUseless, refused };
}

/** Proofs that are made when the test says so. */
function startSigning() {
  const asked: { challenge: string; proof: Proof; finish: (made?: Proof) => void }[] = [];
  const prove = vi.fn((url: string, challenge: string) => {
    const { promise, resolve } = Promise.withResolvers<Proof | undefined>();
    const event = signAs('ada', { kind: 22_242, tags: [['relay', url], ['challenge', challenge]] }); // prettier-ignore
    asked.push({ challenge, proof: { event, refused: vi.fn(), over: vi.fn() }, finish: resolve });
    return promise;
  });
  const socket = start(prove);
  /** Ends the signing that was asked for last. */
  const sign = async (): Promise<Proof> => {
    const { proof, finish } = asked.at(-1)!;
    finish(proof);
    await Promise.resolve();
    await Promise.resolve();
    return proof;
  };
  let demands = 0;
  const demand = (challenge?: string) => {
    if (challenge !== undefined) socket.signIn.challenge(challenge);
    socket.signIn.refuses(`sub ${(demands += 1)}`, WANTED, socket.refused);
  };
  return { ...socket, prove, asked, sign, demand };
}

const toFrame = ({ event }: Proof) => JSON.stringify(['AUTH', event]);

describe('a challenge', () => {
  it('alone is answered with nothing, however often it comes', () => {
    const { signIn, sent, prove, changes } = startSigning();
    for (let index = 0; index < 100; index += 1) signIn.challenge(`${index}`);
    expect([sent, changes, signIn.view]).toEqual([[], [], {}]);
    expect(prove).not.toHaveBeenCalled();
  });

  it.each([[undefined], [''], ['x'.repeat(MAX_CHALLENGE + 1)], [7], [null], [['a']], [{ length: 1 }]])(
    'that is none is of no use: %j',
    (said) => {
      const { signIn, prove, onUseless, demand } = startSigning();
      signIn.challenge(said);
      demand();
      expect(onUseless).toHaveBeenCalledOnce();
      expect(prove).not.toHaveBeenCalled();
    },
  );

  it('of the longest length is one, and each after the first counts as useless', () => {
    const { signIn, onUseless, prove, demand } = startSigning();
    signIn.challenge('first');
    expect(onUseless).not.toHaveBeenCalled();
    demand('x'.repeat(MAX_CHALLENGE));
    expect(onUseless).toHaveBeenCalledOnce();
    expect(prove.mock.calls).toEqual([[URL, 'x'.repeat(MAX_CHALLENGE)]]);
  });
});

describe('a demand', () => {
  it('where nobody signs in is a state, and given up at once', () => {
    const { signIn, sent, changes, refused } = start();
    signIn.challenge('one');
    expect(signIn.refuses('sub', WANTED, refused)).toBe(true);
    expect([sent, changes]).toEqual([[], ['wanted']]);
    expect(refused.giveUp).toHaveBeenCalledOnce();
  });

  it.each([[undefined], [null], [7], ['error: disk'], ['restricted: members only'], ['AUTH-REQUIRED: x'], [' auth-required: x']])(
    'is none that says %j',
    (said) => {
      const { signIn, refused, prove } = startSigning();
      signIn.challenge('one');
      expect(signIn.refuses('sub', said, refused)).toBe(false);
      expect(prove).not.toHaveBeenCalled();
      expect(signIn.view).toEqual({});
    },
  ); // prettier-ignore

  it.each(['before', 'after'])(
    'is answered when the challenge comes %s it, and asked again',
    async (when) => {
      const { signIn, sent, changes, sign, demand, refused } = startSigning();
      if (when === 'before') demand('one');
      else {
        demand();
        signIn.challenge('one');
      }
      const proof = await sign();
      expect(sent).toEqual([toFrame(proof)]);
      expect(refused.again).not.toHaveBeenCalled();
      expect(signIn.answer('0'.repeat(64), true, '')).toBe(false);
      expect(signIn.answer(proof.event.id, true, '')).toBe(true);
      expect(changes).toEqual(['wanted', 'signing', 'done']);
      expect(refused.again).toHaveBeenCalledOnce();
      expect(refused.giveUp).not.toHaveBeenCalled();
    },
  );

  it('of many subscriptions is one sign-in, and all are asked again', async () => {
    const { signIn, sent, sign, demand, refused } = startSigning();
    demand('one');
    for (let index = 0; index < 9; index += 1) demand();
    const proof = await sign();
    signIn.answer(proof.event.id, true, '');
    expect(sent).toHaveLength(1);
    expect(refused.again).toHaveBeenCalledTimes(10);
  });
});

it('a refusal that is said again and again is one, and the rest is of no use', async () => {
  const { signIn, sign, demand, refused, changes, onUseless } = startSigning();
  demand('one');
  for (let index = 0; index < 100; index += 1) signIn.refuses('sub 1', WANTED, refused);
  expect(onUseless).toHaveBeenCalledTimes(100);
  const proof = await sign();
  for (let index = 0; index < 100; index += 1) signIn.answer(proof.event.id, true, '');
  expect(refused.again).toHaveBeenCalledOnce();
  expect(onUseless).toHaveBeenCalledTimes(199);
  expect(changes).toEqual(['wanted', 'signing', 'done']);
});

it('what was given up is asked again once a later challenge is answered', async () => {
  const { signIn, asked, sign, demand, refused } = startSigning();
  demand('one');
  asked[0]?.finish();
  await vi.waitFor(() => expect(refused.giveUp).toHaveBeenCalledOnce());
  signIn.challenge('two');
  const proof = await sign();
  signIn.answer(proof.event.id, true, '');
  expect(refused.again).toHaveBeenCalledOnce();
});

describe('what was signed', () => {
  it('is not sent when a newer challenge has come; that one is answered', async () => {
    const { signIn, sent, sign, demand, asked } = startSigning();
    demand('old');
    signIn.challenge('new');
    const old = await sign();
    expect([sent, asked.map(({ challenge }) => challenge)]).toEqual([[], ['old', 'new']]);
    expect(old.over).toHaveBeenCalledOnce();
    expect(sent).not.toContain(toFrame(old));
    const proof = await sign();
    expect(sent).toEqual([toFrame(proof)]);
  });

  it('is not sent on the next socket', async () => {
    const { signIn, sent, sign, demand } = startSigning();
    demand('one');
    signIn.reset();
    signIn.challenge('one');
    const proof = await sign();
    expect([sent, signIn.view]).toEqual([[], {}]);
    expect(proof.over).toHaveBeenCalledOnce();
  });

  it('counts no more once its socket is gone', async () => {
    const { signIn, sign, demand } = startSigning();
    demand('one');
    const proof = await sign();
    signIn.answer(proof.event.id, true, '');
    expect(proof.over).not.toHaveBeenCalled();
    signIn.reset();
    expect(proof.over).toHaveBeenCalledOnce();
  });
});

describe('no loop', () => {
  it('a relay that does not take it is not offered another on this socket; its reason is kept', async () => {
    const { signIn, sent, sign, demand, prove, refused } = startSigning();
    demand('one');
    const proof = await sign();
    signIn.answer(proof.event.id, false, `restricted: ${'x'.repeat(1_000)}`);
    expect(signIn.view).toEqual({
      signIn: 'refused',
      trouble: { at: expect.any(Number) as number, said: `restricted: ${'x'.repeat(188)}` },
    });
    expect(proof.refused).toHaveBeenCalledOnce();
    expect(refused.giveUp).toHaveBeenCalledOnce();
    for (const challenge of ['one', 'two', 'three']) demand(challenge);
    expect(prove).toHaveBeenCalledOnce();
    expect([sent.length, refused.giveUp.mock.calls.length]).toEqual([1, 4]);
  });

  it('and stays a relay that did not take it where none is offered on the next one', async () => {
    const { signIn, asked, sign, demand } = startSigning();
    demand('one');
    const proof = await sign();
    signIn.answer(proof.event.id, false, 'restricted: members only');
    signIn.reset();
    expect(signIn.view).toMatchObject({ trouble: { said: 'restricted: members only' } });
    demand('two');
    asked.at(-1)?.finish();
    await vi.waitFor(() => expect(signIn.view.signIn).toBe('refused'));
  });

  it('a relay that takes it and refuses all the same is not believed twice for one challenge', async () => {
    const { signIn, sign, demand, prove } = startSigning();
    demand('one');
    const proof = await sign();
    signIn.answer(proof.event.id, true, '');
    demand();
    expect(signIn.view.signIn).toBe('refused');
    expect(prove).toHaveBeenCalledOnce();
  });

  it('a relay that is closed to this account says so after it', async () => {
    const { signIn, sign, demand, refused } = startSigning();
    demand('one');
    const proof = await sign();
    signIn.answer(proof.event.id, true, '');
    expect(signIn.refuses('sub', 'restricted: members only', refused)).toBe(true);
    expect(signIn.view).toMatchObject({ signIn: 'refused', trouble: { said: 'restricted: members only' } });
  });

  it('a signer that has nothing to give is asked once for each challenge', async () => {
    const { signIn, asked, demand, prove, refused } = startSigning();
    demand('one');
    asked[0]?.finish();
    await vi.waitFor(() => expect(refused.giveUp).toHaveBeenCalledOnce());
    demand();
    demand('one');
    expect(prove).toHaveBeenCalledOnce();
    expect(signIn.view.signIn).toBe('wanted');
  });

  it('a signer that never answers is a state', () => {
    const { signIn, sent, demand, refused } = startSigning();
    demand('one');
    for (let index = 0; index < 100; index += 1) demand(`${index}`);
    expect([sent, signIn.view.signIn, refused.giveUp.mock.calls.length]).toEqual([[], 'signing', 0]);
  });
});
