import { afterEach, expect, it, vi } from 'vitest';
import { newAccountOf } from '../../../support/keys';
import { PASSWORD } from '../../../support/rooms';
import { me, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

let lock = (): unknown => undefined;
afterEach(() => lock());

it('first steps that were seen stay so through a lock, until the person asks for them', async () => {
  const { rooms, ui } = await startUi();
  lock = () => rooms.vault.lock();
  await ui.createVault(me, PASSWORD);
  await rooms.sessions.add([newAccountOf('ada')]);
  expect((await ui.getSnapshot(me)).settings).not.toHaveProperty('toured');
  expect(await ui.setToured(me, true)).toMatchObject({ settings: { toured: true } });
  await ui.lock(me);
  await ui.unlock(me, PASSWORD);
  expect((await ui.getSnapshot(me)).settings).toHaveProperty('toured', true);
  expect((await ui.setToured(me, false)).settings).not.toHaveProperty('toured');
});

it('which news were seen stays so through a lock, and is a version', async () => {
  const { rooms, ui } = await startUi();
  lock = () => rooms.vault.lock();
  await ui.createVault(me, PASSWORD);
  expect((await ui.getSnapshot(me)).settings).not.toHaveProperty('newsSeen');
  expect(await ui.setNewsSeen(me, '0.2.0')).toMatchObject({ settings: { newsSeen: '0.2.0' } });
  await ui.lock(me);
  await ui.unlock(me, PASSWORD);
  expect((await ui.getSnapshot(me)).settings).toHaveProperty('newsSeen', '0.2.0');
});
