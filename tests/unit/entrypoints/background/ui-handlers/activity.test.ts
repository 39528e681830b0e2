import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toLines } from '#lib/activity/lines';
import { allow } from '#lib/permissions/permissions';
import type { ActivityLine } from '#lib/rpc/activity';
import { startRelay, type Relay } from '../../../../../scripts/relay/relay';
import { newAccountOf, pubkeyOf, signAs } from '../../../support/keys';
import { outcome } from '../../../support/pages';
import { PASSWORD } from '../../../support/rooms';
import { me, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const ada = pubkeyOf('ada');
const SITE = 'https://a.example';
const NEXT = 'another horse battery';
let relay: Relay;
let rooms: Awaited<ReturnType<typeof startUi>>['rooms'];
let ui: Awaited<ReturnType<typeof startUi>>['ui'];

beforeEach(async () => {
  relay = await startRelay();
  ({ rooms, ui } = await startUi());
  await ui.createVault(me, PASSWORD);
  await ui.setRelays(me, [relay.url]);
  await rooms.sessions.add([newAccountOf('ada')]);
});
afterEach(async () => {
  await rooms.vault.lock();
  await relay.stop();
});

const lines = async () => (await ui.getActivity(me, {}, undefined)).lines;

/** A line of a page's event of this kind, decided by a rule that there is. */
async function logSigned(kind: number): Promise<ActivityLine> {
  const question = { origin: SITE, pubkey: ada, method: 'signEvent', kind: 1 } as const;
  await rooms.store.change((draft) => allow(draft, question, 'always', 1));
  const rule = rooms.store.state.rules.at(-1)!;
  const trace = { pubkey: ada, kind, decided: { by: 'rule', rule } as const };
  const call = { call: `call ${kind}`, origin: SITE, trace };
  rooms.activity.note(toLines(call, 'signEvent', { result: signAs('ada', { kind }) }, Date.now()));
  return (await lines())[0]!;
}

describe('undo', () => {
  it('removes the rule that decided, once; the line still says which it was', async () => {
    const { id } = await logSigned(1);
    expect(await ui.undoActivity(me, id)).toMatchObject({ vault: 'unlocked' });
    expect(rooms.store.state.rules).toEqual([]);
    await ui.undoActivity(me, id);
    expect((await lines())[0]).toMatchObject({ id, decided: { by: 'rule', rule: { kind: 1 } } });
  });

  it('takes nothing else', async () => {
    expect(await outcome(ui.undoActivity(me, 'no line'))).toBe('invalid');
    await ui.exportAccount(me, ada, PASSWORD);
    expect(await outcome(ui.undoActivity(me, (await lines())[0]!.id))).toBe('invalid');
  });
});

describe('the request for a deletion', () => {
  it('is signed by the account, names event and kind, and goes to its relays', async () => {
    const { id, eventId } = await logSigned(1);
    await ui.requestDeletion(me, id, undefined);
    await vi.waitFor(() => expect(relay.events({ kinds: [5] })).toHaveLength(1), 10_000);
    expect(relay.events({ kinds: [5] })).toMatchObject([
      {
        pubkey: ada,
        tags: [
          ['e', eventId],
          ['k', '1'],
        ],
        content: '',
      },
    ]);
    expect((await lines())[0]).toMatchObject({ method: 'publish', kind: 5, pubkey: ada });
  });

  it.each([0, 3, 5, 62, 10_002, 22_242, 30_023])('is not made for kind %s', async (kind) => {
    const { id } = await logSigned(kind);
    expect(await outcome(ui.requestDeletion(me, id, undefined))).toBe('invalid');
    expect(rooms.store.state.outbox ?? []).toEqual([]);
  });

  it('asks the password where the account always does', async () => {
    const { id } = await logSigned(1);
    await ui.setStepUp(me, ada, true, undefined);
    expect(await outcome(ui.requestDeletion(me, id, 'not this one'))).toBe('denied');
    expect(rooms.store.state.outbox ?? []).toEqual([]);
    await ui.requestDeletion(me, id, PASSWORD);
    await vi.waitFor(() => expect(relay.events({ kinds: [5] })).toHaveLength(1), 10_000);
  });
});

describe('what the person does in Facet', () => {
  it('is in the log, and no secret of it', async () => {
    const { nsec } = await ui.revealSecretKey(me, ada, PASSWORD);
    const { ncryptsec } = await ui.exportAccount(me, ada, PASSWORD);
    await ui.createBackup(me, PASSWORD, undefined);
    await ui.changePassword(me, PASSWORD, NEXT);
    const log = await lines();
    expect(log.map(({ method }) => method)).toEqual(['password', 'backUp', 'export', 'reveal']);
    for (const secret of [nsec, ncryptsec, PASSWORD, NEXT]) expect(JSON.stringify(log)).not.toContain(secret);
  });
});

describe('the export', () => {
  it('is JSON with every line', async () => {
    await logSigned(1);
    const { name, text } = await ui.exportActivity(me, {});
    expect(name).toMatch(/^facet-activity-\d{4}-\d\d-\d\d\.json$/);
    expect(JSON.parse(text)).toEqual({ version: 1, lines: await lines() });
  });
});

describe('while locked', () => {
  it('nothing is said, exported, undone or changed', async () => {
    const { id } = await logSigned(1);
    await rooms.vault.lock();
    for (const call of [
      ui.getActivity(me, {}, undefined),
      ui.exportActivity(me, {}),
      ui.undoActivity(me, id),
      ui.requestDeletion(me, id, undefined),
      ui.setActivity(me, 0),
    ]) {
      expect(await outcome(call)).toBe('locked');
    }
    await ui.unlock(me, PASSWORD);
    expect((await lines())[0]?.id).toBe(id);
  });
});

describe('off', () => {
  it('deletes what there is', async () => {
    await logSigned(1);
    expect(await ui.setActivity(me, 0)).toMatchObject({ settings: { activityDays: 0 } });
    expect(await lines()).toEqual([]);
    await ui.setActivity(me, 365);
    expect(await lines()).toEqual([]);
  });
});
