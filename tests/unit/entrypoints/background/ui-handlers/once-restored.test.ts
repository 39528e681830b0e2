import { expect, it, vi } from 'vitest';
import { onceRestored } from '../../../../../entrypoints/background/ui-handlers/once-restored';
import { me } from '../../../support/ui';

it('everything waits for names and counts from disk, but who one is in a tab', async () => {
  const { promise: restored, resolve: restore } = Promise.withResolvers<void>();
  const handlers = { getSnapshot: vi.fn(() => 'snapshot'), getTab: vi.fn(() => 'tab') };
  const served = onceRestored({ sessions: { whenRestored: () => restored } } as never, handlers as never);
  expect(await served.getTab(me, 7)).toBe('tab');
  expect(handlers.getTab).toHaveBeenCalledExactlyOnceWith(me, 7);
  const snapshot = served.getSnapshot(me);
  await Promise.resolve();
  expect(handlers.getSnapshot).not.toHaveBeenCalled();
  restore();
  expect(await snapshot).toBe('snapshot');
});
