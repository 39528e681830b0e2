import { describe, expect, it } from 'vitest';
import { append, MAX_EVENT, toLines, type AnsweredCall } from '#lib/activity/lines';
import type { NostrEvent } from '#lib/nostr/event';
import type { ActivityLine, Trace } from '#lib/rpc/activity';
import type { Reply } from '#lib/rpc/client';
import type { ErrorCode } from '#lib/rpc/errors';
import { pubkeyOf, signAs } from '../../support/keys';

const ada = pubkeyOf('ada');
const SITE = 'https://a.example';
const HOUR = 3_600_000;
const rule = {
  id: 'r',
  pubkey: ada,
  origin: SITE,
  method: 'signEvent',
  effect: 'allow',
  createdAt: 1,
} as const;

let calls = 0;
const caller = (trace?: Trace, more: Partial<AnsweredCall> = {}): AnsweredCall => ({
  call: `call ${(calls += 1)}`,
  origin: SITE,
  ...(trace ? { trace } : {}),
  ...more,
});
const done = (result: unknown): Reply => ({ result });
const refused = (code: ErrorCode): Reply => ({ error: { code, message: 'no' } });
const signed = (event: NostrEvent, trace: Trace = {}, at = 1): ActivityLine =>
  toLines(caller({ pubkey: ada, kind: event.kind, ...trace }), 'signEvent', done(event), at)[0]!;
const lineOf = (trace: Trace, code: ErrorCode, at = 1): ActivityLine =>
  toLines(caller(trace), 'signEvent', refused(code), at)[0]!;
const decrypted = (trace: Trace, at: number): ActivityLine =>
  toLines(caller({ pubkey: ada, peer: 'p', ...trace }), 'nip44.decrypt', done('plain words'), at)[0]!;

describe('the line of a call', () => {
  it('says when, where, as whom, what, what became of it, and which rule decided', () => {
    const event = signAs('ada', { kind: 7, content: '+' });
    expect(signed(event, { decided: { by: 'rule', rule } }, 9)).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      at: 9,
      origin: SITE,
      pubkey: ada,
      method: 'signEvent',
      kind: 7,
      outcome: 'done',
      decided: { by: 'rule', rule },
      eventId: event.id,
      event,
    });
  });

  it('has no text of what was encrypted or decrypted', () => {
    expect(JSON.stringify(decrypted({}, 1))).not.toContain('plain words');
  });

  it.each([
    ['is too large', signAs('ada', { kind: 1, content: 'x'.repeat(MAX_EVENT) })],
    ['is a message of old', signAs('ada', { kind: 4, content: 'abcd?iv=efgh' })],
    ['is a gift wrap', signAs('ada', { kind: 1059, content: 'whatever' })],
    ['is a private message', signAs('ada', { kind: 14, content: 'hello' })],
    ['has NIP-44 content in a list', signAs('ada', { kind: 10_000, content: `Ag${'A'.repeat(140)}` })],
    ['has NIP-04 content in app data', signAs('ada', { kind: 30_078, content: 'YWJj?iv=ZGVm' })],
  ])('keeps the id alone of an event that %s', (_, event) => {
    const line = signed(event);
    expect(line.eventId).toBe(event.id);
    expect(line).not.toHaveProperty('event');
  });

  it.each(['isEnabled', 'getRelays', 'checkIn', 'arrive', '__proto__', 'unheard', undefined])(
    'is not there for %s',
    (method) => {
      expect(toLines(caller(), method, done(true), 1)).toEqual([]);
      expect(toLines(caller(), method, refused('invalid'), 1)).toEqual([]);
    },
  );

  it('is not there for private windows', () => {
    const event = signAs('ada', { kind: 1 });
    expect(toLines(caller({ pubkey: ada }, { isPrivate: true }), 'signEvent', done(event), 1)).toEqual([]);
  });

  it('is not there for getPublicKey of a connected page, and is for the first one and for a refusal', () => {
    expect(toLines(caller(), 'getPublicKey', done(ada), 1)).toEqual([]);
    const first = toLines(caller({ pubkey: ada, connected: ada }), 'getPublicKey', done(ada), 1);
    expect(first).toMatchObject([
      { method: 'connect', pubkey: ada, outcome: 'done', decided: { by: 'click' } },
    ]);
    const no = toLines(caller({ pubkey: ada, decided: { by: 'click' } }), 'enable', refused('denied'), 1);
    expect(no).toMatchObject([{ method: 'connect', outcome: 'denied', decided: { by: 'click' } }]);
  });

  it('has one before it for a page that was connected on the way', () => {
    const trace: Trace = { pubkey: ada, kind: 1, connected: ada, decided: { by: 'click' } };
    const lines = toLines(caller(trace), 'signEvent', done(signAs('ada', { kind: 1 })), 1);
    expect(lines.map(({ method }) => method)).toEqual(['connect', 'signEvent']);
    expect(lines[0]?.id).not.toBe(lines[1]?.id);
  });

  it('says that nobody decided where the call ended before', () => {
    expect(lineOf({}, 'invalid')).toMatchObject({ outcome: 'invalid', decided: { by: 'nobody' } });
  });
});

describe('what is added to the log', () => {
  const fold = (...added: ActivityLine[]): ActivityLine[] => {
    const lines: ActivityLine[] = [];
    for (const line of added) append(lines, line);
    return lines;
  };

  it('is counted where the same was decrypted again, by the same decision and for the same person', () => {
    const by = { decided: { by: 'rule', rule } } as const;
    const lines = fold(
      decrypted(by, 1),
      decrypted(by, 2),
      decrypted(by, 3),
      decrypted({ ...by, peer: 'q' }, 4),
    );
    expect(lines).toMatchObject([{ count: 3, at: 3 }, { peer: 'q' }]);
    const other = { decided: { by: 'rule', rule: { ...rule, id: 's' } } } as const;
    expect(
      fold(decrypted(by, 1), decrypted(other, 2), decrypted({ decided: { by: 'click' } }, 3)),
    ).toHaveLength(3);
    expect(fold(decrypted(by, 1), decrypted(by, 2 + HOUR))).toHaveLength(2);
  });

  it('keeps every signed event by itself', () => {
    const events = [1, 2, 3].map((created_at) => signAs('ada', { kind: 7, content: '+', created_at }));
    expect(fold(...events.map((event) => signed(event)))).toHaveLength(3);
  });

  it('is one line of a flood of refusals, however the page varies it, and says no more than is true of all', () => {
    const lines = fold(
      lineOf({ kind: 1, pubkey: ada }, 'busy', 1),
      lineOf({ kind: 1, pubkey: ada, decided: { by: 'click' } }, 'denied', 2),
      ...Array.from({ length: 1_000 }, (_, kind) => lineOf({ kind, pubkey: ada }, 'busy', 3)),
    );
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatchObject({ outcome: 'busy', count: 1_001, pubkey: ada, at: 3 });
    expect(lines[1]).not.toHaveProperty('kind');
  });

  it('is there once if the worker died before it replied and the call came again', () => {
    const event = signAs('ada', { kind: 1 });
    const call = caller({ pubkey: ada, kind: 1 });
    const [first, again] = [1, 2].map((at) => toLines(call, 'signEvent', done(event), at)[0]!);
    expect(fold(first!, again!)).toEqual([first]);
  });

  it('cannot be hidden by a page that uses the name of one call twice', () => {
    const call = caller({ pubkey: ada, kind: 1 });
    const lines = ['one', 'two'].map(
      (content) => toLines(call, 'signEvent', done(signAs('ada', { kind: 1, content })), 1)[0]!,
    );
    const both = fold(...lines);
    expect(both).toHaveLength(2);
    expect(new Set(both.map(({ id }) => id)).size).toBe(2);
  });
});
