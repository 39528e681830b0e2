import { encrypt, getConversationKey } from 'nostr-tools/nip44';
import { finalizeEvent, generateSecretKey, getPublicKey, type Event } from 'nostr-tools/pure';
import { describe, expect, it } from 'vitest';
import type { ActivityLine } from '../../../lib/rpc/activity';
import { createHistory, type Call, type History, type Settled } from '../../chaos/history';
import { judge } from '../../chaos/oracle';

const ORIGIN = 'https://site.example';
const [mine, other, peer] = [generateSecretKey(), generateSecretKey(), generateSecretKey()];
const [me, another, them] = [mine, other, peer].map((key) => getPublicKey(key)) as [string, string, string];
const cast = { accounts: [me, another], peers: new Map([[them, peer]]) };
const draft = { kind: 1, content: 'call 1', tags: [] };

const sign = (key = mine, of: object = {}): Event => finalizeEvent({ ...draft, created_at: 1, ...of }, key);

const toCall = (how: Partial<Call> = {}, ...settled: Partial<Settled>[]): Call => ({
  ...{ id: 'call 1', origin: ORIGIN, method: 'signEvent', ruled: 'allowed', at: 100, draft },
  ...how,
  settled: settled.map((each) => ({ at: 200, told: me, ...each })),
});

const rule = {
  id: 'r',
  pubkey: me,
  origin: ORIGIN,
  method: 'signEvent',
  effect: 'allow',
  createdAt: 0,
} as const;

const toLine = (event: Event, how: Partial<ActivityLine> = {}): ActivityLine => ({
  ...{ id: event.id, at: 0, origin: ORIGIN, pubkey: event.pubkey, method: 'signEvent', kind: 1 },
  ...{ outcome: 'done', decided: { by: 'rule', rule }, eventId: event.id, event },
  ...how,
});

/** Site as `me` all the time, with one call and what else is said. */
const past = (call: Call, how: Partial<History> = {}): History => ({
  ...createHistory([{ origin: ORIGIN, pubkey: me, from: -Infinity, until: -Infinity }]),
  calls: [call],
  ...how,
});

const signed = sign();
const good = past(toCall({}, { result: signed }), { lines: [toLine(signed)] });
const yes = { calls: ['call 1'], yes: true, as: me, from: 120, until: 150 };

/** What the oracle says of a history; empty: all is well. */
const faults = (history: History): string[] => {
  const { wrong, lost } = judge(history, cast);
  return [...wrong, ...lost].map((each) => each.replace(/^.*?: /, ''));
};

describe('a result', () => {
  it('is right by a rule, in the log, as the account of its site', () => {
    expect(judge(good, cast)).toEqual({ wrong: [], lost: [], unlogged: [] });
  });

  it('is wrong as another account than the page was told', () => {
    const event = sign(other);
    const chosen = [...good.chosen, { origin: ORIGIN, pubkey: another, from: 110, until: 130 }];
    const history = past(toCall({}, { result: event }), { chosen, lines: [] });
    expect(faults(history)).toContain('by a rule another account acted than the one that the page was told');
  });

  it('is wrong as an account that the site did not have between call and answer', () => {
    const key = past(toCall({ method: 'getPublicKey' }, { result: another }));
    const chosen = (from: number) => [
      ...key.chosen,
      { origin: ORIGIN, pubkey: another, from, until: from + 10 },
    ];
    expect(faults(key)).toEqual(['an account acted that its site did not have then']);
    expect(faults({ ...key, chosen: chosen(150) })).toEqual([]);
    expect(faults({ ...key, chosen: chosen(250) })).toHaveLength(1);
    const back = { origin: ORIGIN, pubkey: me, from: 70, until: 80 };
    expect(faults({ ...key, chosen: [...chosen(20), back] })).toHaveLength(1);
  });

  it('is wrong if it names another author than its draft', () => {
    const call = toCall({ draft: { ...draft, pubkey: another } }, { result: signed });
    expect(faults(past(call, { lines: good.lines }))).toEqual([
      'it names its author, and another account acted',
    ]);
  });

  it.each([
    ['another text', sign(mine, { content: 'call 2' })],
    ['another kind', sign(mine, { kind: 2 })],
    ['other tags', sign(mine, { tags: [['p', them]] })],
  ])('is wrong as an event with %s', (_, result) => {
    expect(faults(past(toCall({}, { result })))).toEqual(['another event than the one that was asked for']);
  });

  it('is wrong as an event with another time than its draft', () => {
    const call = toCall({ draft: { ...draft, created_at: 2 } }, { result: signed });
    expect(faults(past(call))).toEqual(['another event than the one that was asked for']);
  });

  it('is wrong as an event that does not verify', () => {
    expect(faults(past(toCall({}, { result: { ...signed, sig: sign(other).sig } })))).toEqual([
      'an event that does not verify',
    ]);
  });

  it('needs a yes where no rule allows it, to this call and as this account', () => {
    const decided = { by: 'click' } as const;
    const asked = past(toCall({ ruled: 'asked' }, { result: signed }), {
      lines: [toLine(signed, { decided })],
    });
    expect(faults({ ...asked, answers: [yes] })).toEqual([]);
    for (const wrong of [{ yes: false }, { calls: ['call 2'] }, { from: 10, until: 20 }])
      expect(faults({ ...asked, answers: [{ ...yes, ...wrong }] })).toContain('nobody agreed to it');
    expect(faults({ ...asked, answers: [{ ...yes, as: another }] })).toContain(
      'another account acted than the one that was agreed to',
    );
  });

  it('is wrong as a text that its peer reads otherwise, or cannot read', () => {
    const call = (result: unknown, how = {}) =>
      past(toCall({ method: 'nip44.encrypt', peer: them, text: 'text', ...how }, { result }));
    const toThem = (text: string, key = mine) => encrypt(text, getConversationKey(key, them));
    expect(faults(call(toThem('text')))).toEqual([]);
    expect(faults(call(toThem('txet')))).toEqual(['another text than the one that was to be encrypted']);
    expect(faults(call(toThem('text', generateSecretKey())))).toEqual(['a text that its peer cannot read']);
    expect(faults(call('txet', { method: 'nip44.decrypt', meant: me }))).toEqual([
      'another text than the one that was encrypted',
    ]);
  });
});

describe('an end', () => {
  it('comes once', () => {
    const twice = past(toCall({}, { result: signed }, { result: signed }), { lines: good.lines });
    expect(faults(twice)).toEqual(['it was answered more than once']);
  });

  it('comes, unless the page was left', () => {
    expect(faults(past(toCall()))).toEqual(['it has no end']);
    expect(faults(past(toCall({ gone: 150 })))).toEqual([]);
  });
});

describe('a refusal', () => {
  const refused = (code: string, how: Partial<History> = {}, of: Partial<Call> = {}) =>
    faults(past(toCall(of, { code }), how));
  const span = { from: 120, until: 150 };
  const never = { from: 300, until: 400 };

  it.each<[string, Partial<History>, Partial<History>]>([
    ['locked', { locks: [span] }, { locks: [never] }],
    ['internal', { fullDisks: [span] }, { kills: [span] }],
    ['denied', { closings: [span] }, { closings: [never] }],
    ['denied', { answers: [{ ...yes, yes: false }] }, { answers: [yes] }],
    ['disconnected', { kills: Array.from({ length: 6 }, () => span) }, { kills: [span] }],
  ])('as “%s” fits what was done, and nothing else', (code, done, other) => {
    expect(refused(code, done)).toEqual([]);
    expect(refused(code, other)).toHaveLength(1);
  });

  it('by a rule fits a call that a rule denies', () => {
    expect(refused('denied', {}, { ruled: 'denied' })).toEqual([]);
    expect(refused('denied')).toHaveLength(1);
  });

  it('for a page that was left, or among too many calls, or for a text that is another account’s, fits', () => {
    expect(refused('disconnected', {}, { gone: 150 })).toEqual([]);
    const many = Array.from({ length: 5 }, () => toCall({ gone: 150 }));
    expect(refused('busy')).toHaveLength(1);
    expect(faults(past(toCall(), { calls: [...many, toCall({}, { code: 'busy' })] }))).toEqual([]);
    const cipher = { method: 'nip44.decrypt', peer: them, text: 'text' } as const;
    expect(refused('invalid', {}, { ...cipher, meant: another })).toEqual([]);
    expect(refused('invalid', {}, { ...cipher, meant: me })).toHaveLength(1);
  });

  it.each(['', 'signer-mismatch', 'no-account', 'constructor'])('as “%s” never fits', (code) => {
    expect(refused(code)).toHaveLength(1);
  });
});

describe('the log', () => {
  it('has a line for each signature', () => {
    expect(faults({ ...good, lines: [] })).toEqual(['no line in the log explains it']);
  });

  it.each<[string, Partial<ActivityLine>]>([
    ['another site', { origin: 'https://other.example' }],
    ['another account', { pubkey: another }],
    ['a click that nobody made', { decided: { by: 'click' } }],
    ['a rule that denies', { decided: { by: 'rule', rule: { ...rule, effect: 'deny' } } }],
    ['a refusal', { outcome: 'denied' }],
  ])('is wrong with %s in the line', (_, how) => {
    expect(faults({ ...good, lines: [toLine(signed, how)] })).toContain(
      'its line in the log says something else',
    );
  });

  it('may lose a line by a kill or a lock, and says how long after the answer', () => {
    const end = { from: 260, until: 290 };
    const killed = { ...good, lines: [], kills: [end] };
    expect(judge(killed, cast)).toEqual({ wrong: [], lost: [], unlogged: [60] });
    expect(judge({ ...killed, kills: [], locks: [end] }, cast).unlogged).toEqual([60]);
  });

  it('may not lose what was seen to be saved before', () => {
    const killed = { ...good, lines: [], kills: [{ from: 260, until: 290 }] };
    const look = { from: 210, until: 250, saved: true };
    expect(faults({ ...killed, looks: [look] })).toEqual(['no line in the log explains it']);
    expect(faults({ ...killed, looks: [{ ...look, saved: false }] })).toEqual([]);
    expect(faults({ ...killed, looks: [{ ...look, from: 190 }] })).toEqual([]);
  });

  it('has no line of what nobody asked for, and not two of one call', () => {
    const stranger = toLine(sign(mine, { content: 'call 9' }));
    expect(judge({ ...good, lines: [...good.lines, stranger] }, cast).wrong).toHaveLength(1);
    const again = toLine(sign(mine, { created_at: 2 }));
    const twice = { ...good, lines: [...good.lines, again] };
    expect(faults(twice)).toEqual(['it was signed more than once']);
    expect(faults({ ...twice, kills: [{ from: 120, until: 150 }] })).toEqual([]);
  });
});
