import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { parseVerifiedEvent } from '#lib/nostr/verify';
import { createOwnSignIns, type OwnSignIns } from '#lib/requests/own-sign-ins';
import type { SignInAnswer } from '#lib/rpc/sign-ins';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { outcome } from '../../support/pages';
import { PASSWORD, startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob, wes] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('wes')];
const RELAY = 'wss://relay.example/';
const HOUR = 60 * 60_000;
const STEP = 10 * 60_000;
let worker: Worker;
let own: OwnSignIns;
const onChange = vi.fn();

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  worker = await startOpenWorker();
  await worker.sessions.add([
    newAccountOf('ada'),
    newAccountOf('bob'),
    { kind: 'watch-only' as const, pubkey: wes },
  ]);
  const { store, sessions } = worker;
  own = createOwnSignIns({ store, getSession: (pubkey) => sessions.get(pubkey), onChange });
  onChange.mockClear();
});
afterEach(() => void vi.useRealTimers());

/** Time goes by, in which the person does not leave. */
async function later(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= STEP) {
    vi.setSystemTime(Date.now() + Math.min(left, STEP));
    await worker.vault.touch();
  }
}
const prove = (challenge = 'abc', url = RELAY, pubkey = ada) => own.prove(pubkey, url, challenge);

/** Makes Ada's signer do this instead. */
const signWith = (signEvent: (event: object) => Promise<NostrEvent>) =>
  vi.spyOn(worker.sessions.expect(ada).signer, 'signEvent').mockImplementation(signEvent);

describe('nothing is signed', () => {
  it.each<SignInAnswer>(['ask', 'never'])('where the person says %s', async (answer) => {
    await own.set(ada, RELAY, answer);
    expect([await prove(), own.says(ada, RELAY), own.relays().get(ada)]).toEqual([
      undefined,
      answer,
      undefined,
    ]);
  });

  it('by another account, at another relay or under another address of it', async () => {
    await own.set(ada, RELAY, 'always');
    expect(await prove('abc', RELAY, bob)).toBeUndefined();
    for (const url of ['wss://other.example/', `${RELAY}path`, 'wss://relay.example:444/', 'ws://x', '']) {
      expect(await prove('abc', url)).toBeUndefined();
    }
    expect(worker.store.state.signedIn).toBeUndefined();
  });

  it('while locked, by an account that is gone, one that asks the password, or one that cannot sign', async () => {
    for (const pubkey of [ada, bob]) await own.set(pubkey, RELAY, 'always');
    await worker.store.change((draft) => {
      for (const account of draft.accounts) if (account.pubkey !== ada) account.stepUp = true;
    });
    expect([await prove('abc', RELAY, bob), own.says(bob, RELAY)]).toEqual([undefined, 'never']);
    expect(await outcome(own.set(wes, RELAY, 'always'))).toBe('unsupported');
    expect(await outcome(own.set(bob, RELAY, 'once'))).toBe('unsupported');
    await worker.vault.lock();
    expect([await prove(), own.says(ada, RELAY), own.view]).toEqual([undefined, 'never', {}]);
    await worker.vault.unlock(PASSWORD);
    await worker.store.load();
    worker.sessions.restore();
    expect(await prove()).toBeDefined();
    await worker.sessions.logout(ada);
    expect(await prove()).toBeUndefined();
  });

  it('that the signer has made something else of, or does not give', async () => {
    await own.set(ada, RELAY, 'always');
    signWith(() => Promise.resolve(signAs('ada', { kind: 22_242, tags: [['relay', RELAY]] })));
    expect(await prove()).toBeUndefined();
    signWith(() => Promise.reject(new Error('no')));
    expect(await prove()).toBeUndefined();
  });

  it('that the person thought better of while the signer took its time', async () => {
    await own.set(ada, RELAY, 'always');
    const { signEvent } = worker.sessions.expect(ada).signer;
    signWith(async (event) => {
      await own.set(ada, RELAY, 'never');
      return signEvent(event as NostrEvent);
    });
    expect(await prove()).toBeUndefined();
  });
});

describe('what is signed', () => {
  it('names the relay as it was connected to and the challenge as it came, and nothing else', async () => {
    await own.set(ada, 'WSS://Relay.Example:443', 'always');
    const url = 'wss://relay.example';
    const challenge = ' ["\n\u{1f511} ';
    const { event } = (await prove(challenge, url))!;
    expect(parseVerifiedEvent(event)).toEqual({
      ...{ id: event.id, sig: event.sig, pubkey: ada, kind: 22_242, content: '' },
      created_at: Math.floor(Date.now() / 1_000),
      tags: [
        ['relay', url],
        ['challenge', challenge],
      ],
    });
    expect(worker.store.state.signedIn).toEqual({ [RELAY]: [ada] });
    expect(own.view.signedIn).toEqual({ [RELAY]: [ada] });
  });

  it('is three a minute, whatever the relay asks for', async () => {
    await own.set(ada, RELAY, 'always');
    const many = async () => {
      let made = 0;
      for (let index = 0; index < 20; index += 1) if (await prove(`${index}`)) made += 1;
      return made;
    };
    expect(await many()).toBe(3);
    await later(59_999);
    expect(await many()).toBe(0);
    await later(1);
    expect(await many()).toBe(3);
  });

  it('is no more for an hour where the relay did not take it, or until the person says so again', async () => {
    await own.set(ada, RELAY, 'always');
    (await prove())!.refused();
    await later(HOUR - 1);
    expect(await prove()).toBeUndefined();
    await later(1);
    (await prove())!.refused();
    expect(await prove()).toBeUndefined();
    await own.set(ada, RELAY, 'always');
    expect(await prove()).toBeDefined();
  });
});

describe('once', () => {
  it('lasts until the last connection that is signed in by it is gone, and is nowhere on disk', async () => {
    await own.set(ada, RELAY, 'once');
    expect(worker.store.state.accounts[0]?.signIns).toBeUndefined();
    expect(own.view.signIns).toEqual([{ pubkey: ada, relay: RELAY, says: 'once' }]);
    const [one, other] = [(await prove())!, (await prove())!];
    one.over();
    one.over();
    expect(own.says(ada, RELAY)).toBe('once');
    onChange.mockClear();
    other.over();
    expect([own.says(ada, RELAY), own.relays().get(ada), await prove()]).toEqual([
      'ask',
      undefined,
      undefined,
    ]);
    expect(onChange).toHaveBeenCalledOnce();
  });

  it('ends with the lock and with the account', async () => {
    await own.set(ada, RELAY, 'once');
    own.clear();
    expect(own.says(ada, RELAY)).toBe('ask');
    await own.set(ada, RELAY, 'once');
    own.forget(ada);
    expect(own.says(ada, RELAY)).toBe('ask');
  });

  it('does not end what was said to last', async () => {
    await own.set(ada, RELAY, 'once');
    const proof = (await prove())!;
    await own.set(ada, RELAY, 'always');
    proof.over();
    expect([own.says(ada, RELAY), own.relays().get(ada)]).toEqual(['always', [RELAY]]);
  });
});

it('what lasts is remembered of 500 relays, and taken back one by one', async () => {
  await worker.store.change((draft) => {
    const relays = Array.from({ length: 500 }, (_, index) => `wss://r${index}.example/`);
    draft.accounts[0]!.signIns = Object.fromEntries(relays.map((relay) => [relay, 'never' as const]));
  });
  expect(await outcome(own.set(ada, RELAY, 'always'))).toBe('busy');
  await own.set(ada, 'wss://r7.example', 'ask');
  await own.set(ada, RELAY, 'always');
  expect(own.relays().get(ada)).toEqual([RELAY]);
});
