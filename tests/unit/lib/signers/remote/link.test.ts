import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLink, GRACE, LINGER, PING_EVERY, PING_WAIT } from '#lib/signers/remote/link';
import { pubkeyOf } from '../../../support/keys';
import { clientOf, honest, startFakeSigner, type Answers } from '../../../support/remote-signer';

const RELAYS = ['wss://a.example/', 'wss://b.example/'];

beforeEach(() =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }),
);
afterEach(() => vi.useRealTimers());

function startLink(answers: Partial<Answers> = {}) {
  const all = { ...honest('user'), ...answers } as Answers;
  const fake = startFakeSigner('signer', all);
  const onRelays = vi.fn();
  const onChange = vi.fn();
  const link = createLink({
    client: clientOf('client'),
    signerPubkey: pubkeyOf('signer'),
    relays: RELAYS,
    openChannel: fake.openChannel,
    onChange,
    onRelays,
  });
  const release = link.hold();
  const asked = () => fake.asked.map(({ method }) => method);
  return { link, release, fake, all, asked, onRelays, onChange };
}

/** The clock moves only as far as a test says; this lets everything happen that needs no time. */
const until = (fact: () => void) => vi.waitFor(fact, { interval: 1 });

describe('the health of a remote signer', () => {
  it('is connecting until there is a sign of life', async () => {
    const { link, onChange } = startLink();
    expect(link.health.state).toBe('connecting');
    await until(() => expect(link.health.state).toBe('connected'));
    expect(onChange).toHaveBeenCalled();
  });

  it('is connected though the signer does not like to be pinged', async () => {
    const { link } = startLink({ ping: () => ({ result: '', error: 'what is that' }) });
    await until(() => expect(link.health.state).toBe('connected'));
  });

  it('is offline after silence, and connected again when it speaks', async () => {
    const { link, all, asked } = startLink({ ping: () => undefined });
    await until(() => expect(asked()).toContain('ping'));
    await vi.advanceTimersByTimeAsync(PING_WAIT);
    await until(() =>
      expect(link.health).toMatchObject({ state: 'offline', since: expect.any(Number) as number }),
    );
    all['ping'] = () => ({ result: 'pong' });
    await vi.advanceTimersByTimeAsync(PING_EVERY);
    await until(() => expect(link.health.state).toBe('connected'));
  });

  it('is not looked at because it said no', async () => {
    const { link, asked } = startLink({ sign_event: () => ({ result: '', error: 'no' }) });
    await until(() => expect(link.health.state).toBe('connected'));
    const before = asked().filter((method) => method === 'ping');
    await expect(link.request('sign_event', ['{}'])).rejects.toMatchObject({ code: 'denied' });
    await link.request('get_public_key', []);
    expect(asked().filter((method) => method === 'ping')).toEqual(before);
  });

  it('is offline at once when every relay is gone, and looked at again when one is back', async () => {
    const { link, fake } = startLink();
    await until(() => expect(link.health.state).toBe('connected'));
    fake.setConnected(false);
    expect(link.health.state).toBe('offline');
    fake.setConnected(true);
    await until(() => expect(link.health.state).toBe('connected'));
  });

  it('is asked for once at a time, however often relays come and go', async () => {
    const { link, fake, asked } = startLink({ ping: () => undefined });
    await until(() => expect(asked()).toEqual(['ping']));
    for (let times = 0; times < 5; times += 1) fake.setConnected(true);
    await link.request('get_public_key', []);
    expect(asked()).toEqual(['ping', 'get_public_key']);
  });

  it('is waiting while a request needs an approval', async () => {
    const { link } = startLink({
      sign_event: () => ({ result: 'auth_url', error: 'https://signer.example/ok' }),
    });
    const error = link.request('sign_event', ['{}']).catch((cause: unknown) => cause);
    await until(() =>
      expect(link.health).toMatchObject({ state: 'waiting', authUrl: 'https://signer.example/ok' }),
    );
    link.close();
    expect(await error).toMatchObject({ code: 'disconnected' });
  });
});

describe('the relays of a remote signer', () => {
  const NEXT = ['wss://next.example/'];

  it('are changed when it says so and answers there; then the old ones are closed', async () => {
    const { fake, onRelays } = startLink({ switch_relays: () => ({ result: JSON.stringify(NEXT) }) });
    await until(() => expect(onRelays).toHaveBeenCalledExactlyOnceWith(NEXT));
    expect(fake.open.map(({ relays }) => relays)).toEqual([NEXT]);
  });

  it('stay when it does not answer on the new ones', async () => {
    let pings = 0;
    const { fake, asked, onRelays } = startLink({
      switch_relays: () => ({ result: JSON.stringify(NEXT) }),
      ping: () => (++pings === 1 ? { result: 'pong' } : undefined),
    });
    await until(() => expect(asked()).toEqual(['ping', 'switch_relays', 'ping']));
    await vi.advanceTimersByTimeAsync(PING_WAIT);
    await until(() => expect(fake.open).toHaveLength(1));
    expect(fake.open[0]?.relays).toEqual(RELAYS);
    expect(onRelays).not.toHaveBeenCalled();
  });

  it.each([
    ['a thousand relays', JSON.stringify(Array.from({ length: 1000 }, (_, n) => `wss://r${n}.example`))],
    ['none', '[]'],
    ['a page', '["https://relay.example"]'],
    ['a relay in clear', '["ws://relay.example"]'],
    ['a relay on this machine', '["ws://127.0.0.1:7777"]'],
    ['a relay of the home network', '["wss://192.168.0.1","wss://box.local"]'],
    ['a script', '["javascript:alert(1)"]'],
    ['no list', '{"relays":["wss://next.example"]}'],
    ['no JSON', 'wss://next.example'],
    ['the same ones', JSON.stringify(RELAYS.toReversed())],
    ['nothing', null],
  ])('stay when it names %s', async (_what, result) => {
    const { link, fake, asked, onRelays } = startLink({ switch_relays: () => ({ result }) });
    await until(() => expect(asked()).toContain('switch_relays'));
    // an answer to a later question shows that the earlier answer was read
    await link.request('get_public_key', []);
    expect(fake.channels).toHaveLength(1);
    expect(onRelays).not.toHaveBeenCalled();
  });
});

describe('a link that nobody needs', () => {
  it('has no connection before anybody does, and none a while after', async () => {
    const { link, release, fake } = startLink();
    await until(() => expect(link.health.state).toBe('connected'));
    release();
    release(); // whoever lets go twice has let go once
    await vi.advanceTimersByTimeAsync(LINGER - 1);
    expect(fake.open).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(fake.open).toEqual([]);
    await vi.advanceTimersByTimeAsync(PING_EVERY * 3);
    expect(fake.channels).toHaveLength(1);
  });

  it('opens for a request, answers it, and rests again', async () => {
    const { link, release, fake } = startLink();
    await until(() => expect(link.health.state).toBe('connected'));
    release();
    await vi.advanceTimersByTimeAsync(LINGER);
    expect(await link.request('get_public_key', [])).toBe(pubkeyOf('user'));
    expect(fake.open).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(LINGER);
    expect(fake.open).toEqual([]);
  });

  it('stays open as long as a request waits', async () => {
    const { link, release, fake } = startLink({ sign_event: () => undefined });
    const late = link.request('sign_event', ['{}']).catch((cause: unknown) => cause);
    release();
    await vi.advanceTimersByTimeAsync(LINGER * 2);
    expect(fake.open).toHaveLength(1);
    link.close();
    expect(await late).toMatchObject({ code: 'disconnected' });
  });

  it('is shown as it was until it is known how it is, and that does not take long', async () => {
    const { link, release, all, onChange } = startLink();
    await until(() => expect(link.health.state).toBe('connected'));
    release();
    await vi.advanceTimersByTimeAsync(LINGER);
    expect(link.health.state).toBe('connected');
    all['ping'] = () => undefined;
    onChange.mockClear();
    link.hold();
    await vi.advanceTimersByTimeAsync(GRACE - 1);
    expect(link.health.state).toBe('connected');
    expect(onChange).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(link.health.state).toBe('connecting');
    await vi.advanceTimersByTimeAsync(PING_WAIT);
    await until(() => expect(link.health.state).toBe('offline'));
  });

  it('is not shown as offline while its relays are still on their way', async () => {
    const { link, release, fake } = startLink();
    await until(() => expect(link.health.state).toBe('connected'));
    release();
    await vi.advanceTimersByTimeAsync(LINGER);
    fake.setConnected(false);
    link.hold();
    fake.setConnected(false); // one of them could not be reached
    expect(link.health.state).toBe('connected');
    fake.setConnected(true);
    await vi.advanceTimersByTimeAsync(GRACE);
    await until(() => expect(link.health.state).toBe('connected'));
  });

  it('is found on the relays that it moved to', async () => {
    const next = ['wss://next.example/'];
    const { link, release, fake, onRelays } = startLink({
      switch_relays: () => ({ result: JSON.stringify(next) }),
    });
    await until(() => expect(onRelays).toHaveBeenCalled());
    release();
    await vi.advanceTimersByTimeAsync(LINGER);
    await link.request('get_public_key', []);
    expect(fake.open.map(({ relays }) => relays)).toEqual([next]);
  });
});

describe('a closed link', () => {
  it('opens for nobody', async () => {
    const { link, fake } = startLink();
    link.close();
    await expect(link.request('get_public_key', [])).rejects.toMatchObject({ code: 'disconnected' });
    expect(fake.open).toEqual([]);
  });

  it('asks for nothing any more', async () => {
    const { link, fake, asked } = startLink({ ping: () => undefined });
    await until(() => expect(asked()).toEqual(['ping']));
    link.close();
    await vi.advanceTimersByTimeAsync(PING_EVERY * 3);
    expect(asked()).toEqual(['ping']);
    expect(fake.open).toEqual([]);
  });
});
