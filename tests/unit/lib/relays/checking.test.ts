import { schnorr } from '@noble/curves/secp256k1.js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { isNewer } from '#lib/nostr/lists';
import { toEventId } from '#lib/nostr/event';
import { createChecking, MOST_CHARACTERS, MOST_WAITING, type Lane, type Source } from '#lib/relays/checking';
import { signAs } from '../../support/keys';

const toFrame = (event: NostrEvent) => JSON.stringify(['EVENT', 'x', event]);
const follows = (created_at: number, content = '') => signAs('ada', { kind: 3, created_at, content });
const forged = (event: NostrEvent): NostrEvent => {
  const other = { ...event, content: 'forged' };
  return { ...other, id: toEventId(other) };
};

/** A source that takes note of what becomes of its events. */
function createSource(isWanted: Source['isWanted'] = () => true) {
  const told: NostrEvent[] = [];
  const source = { isWanted, onEvent: (event: NostrEvent) => told.push(event), onForged: vi.fn() };
  return { ...source, told };
}

const add = (lane: Lane, ...events: NostrEvent[]) => events.map((event) => lane.add(event, toFrame(event)));
const ended = (lane: Lane) => new Promise<void>((resolve) => lane.after(resolve));

describe('the event loop', () => {
  it('turns between two checks, whoever they are for, and however much is waiting', async () => {
    let turn = 0;
    let isOver = false;
    const count = () => {
      turn += 1;
      if (!isOver) setImmediate(count);
    };
    count();
    const checks: number[] = [];
    const note = () => checks.push(turn);
    const checking = createChecking();
    const source = { isWanted: () => true, onEvent: note, onForged: note };
    const lanes = [checking.open(source), checking.open(source)];
    const events = Array.from({ length: 100 }, (_, index) => follows(index));
    for (const lane of lanes) add(lane, ...events, ...events.map(forged));
    await Promise.all(lanes.map(ended));
    isOver = true;
    expect(checks).toHaveLength(400);
    expect(new Set(checks).size).toBe(400);
  });
});

describe('a lane', () => {
  it('tells in order, and its end after everything before it', async () => {
    const source = createSource();
    const lane = createChecking().open(source);
    const events = [follows(1), follows(2), follows(3)];
    add(lane, ...events);
    await ended(lane);
    expect(source.told).toEqual(events);
  });

  it('does not wait for one that is full', async () => {
    const checking = createChecking();
    const [full, other] = [createSource(), createSource()];
    const lane = checking.open(full);
    add(lane, ...Array.from({ length: 100 }, (_, index) => follows(index)));
    const quick = checking.open(other);
    add(quick, follows(1));
    await ended(quick);
    expect(full.told.length).toBeLessThan(5);
    lane.close();
  });

  it('takes so many and no more', () => {
    const lane = createChecking().open(createSource());
    const event = follows(1);
    const taken = Array.from({ length: MOST_WAITING + 10 }, () => lane.add(event, 'x'));
    expect(taken.filter(Boolean)).toHaveLength(MOST_WAITING);
    lane.close();
  });

  it('takes so much and no more, and more again later', async () => {
    const lane = createChecking().open(createSource());
    const half = ' '.repeat(MOST_CHARACTERS / 2);
    expect([lane.add(follows(1), half), lane.add(follows(2), half), lane.add(follows(3), 'x')]).toEqual([
      ...[true, true, false],
    ]);
    await ended(lane);
    expect(lane.add(follows(3), half)).toBe(true);
    lane.close();
  });

  it('that is closed tells nothing any more, and takes nothing', async () => {
    const checking = createChecking();
    const source = createSource();
    const lane = checking.open(source);
    const onEnd = vi.fn();
    add(lane, follows(1), forged(follows(2)));
    lane.after(onEnd);
    lane.close();
    expect(add(lane, follows(3))).toEqual([false]);
    const other = checking.open(createSource());
    add(other, follows(1), follows(2), follows(3));
    await ended(other);
    expect([source.told, source.onForged.mock.calls, onEnd.mock.calls]).toEqual([[], [], []]);
  });
});

describe('a signature', () => {
  it('is looked at only where the event still matters, and its id holds', async () => {
    const verify = vi.spyOn(schnorr, 'verify');
    let newest: NostrEvent | undefined;
    const onForged = vi.fn();
    const lane = createChecking().open({
      isWanted: (head) => isNewer(head, newest),
      onEvent: (event) => (newest = event),
      onForged,
    });
    const event = follows(3);
    add(lane, { ...follows(4), content: 'forged' }, event, follows(2), follows(1));
    await ended(lane);
    expect(newest).toEqual(event);
    expect(onForged).toHaveBeenCalledTimes(1);
    expect(verify).toHaveBeenCalledTimes(1);
  });

  it('that was verified is not verified again; another one of the same event is', async () => {
    const verify = vi.spyOn(schnorr, 'verify');
    const checking = createChecking();
    const event = follows(1);
    const sources = [createSource(), createSource(), createSource()];
    const lanes = sources.map((source) => checking.open(source));
    for (const lane of lanes) add(lane, event, { ...event, sig: follows(2).sig });
    await Promise.all(lanes.map(ended));
    expect(sources.map(({ told }) => told)).toEqual([[event], [event], [event]]);
    expect(sources.map(({ onForged }) => onForged.mock.calls.length)).toEqual([1, 1, 1]);
    expect(verify).toHaveBeenCalledTimes(4);
  });

  it('of a true event is not lent to a changed one', async () => {
    const source = createSource();
    const lane = createChecking().open(source);
    const event = follows(1);
    add(lane, event, { ...event, content: 'changed' }, forged(event));
    await ended(lane);
    expect(source.told).toEqual([event]);
    expect(source.onForged).toHaveBeenCalledTimes(2);
  });
});

it('which copy wins never depends on order or number of what is sent, or on who sends it', async () => {
  const honest = Array.from({ length: 12 }, (_, index) => follows(Math.floor(index / 3), `${index}`));
  const lies = honest.flatMap((event) => [forged(event), { ...event, created_at: 1_000 }]);
  const best = honest.reduce((one, other) => (isNewer(other, one) ? other : one));
  const sent = fc.tuple(fc.constantFrom(...honest, ...lies), fc.nat(2));
  const sents = fc.array(sent, { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(sents, sents, fc.nat(2), async (before, after, who) => {
      let newest: NostrEvent | undefined;
      const checking = createChecking();
      const lanes = [0, 1, 2].map(() =>
        checking.open({
          isWanted: (head) => isNewer(head, newest),
          onEvent: (event) => (newest = event),
          onForged: () => undefined,
        }),
      );
      for (const [event, by] of [...before, [best, who] as const, ...after]) {
        const lane = lanes[by];
        if (lane) add(lane, event);
      }
      await Promise.all(lanes.map(ended));
      expect(newest).toEqual(best);
    }),
    { numRuns: 100 },
  );
});
