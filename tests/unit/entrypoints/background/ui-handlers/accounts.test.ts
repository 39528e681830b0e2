import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fresh, newAccountOf, pubkeyOf } from '../../../support/keys';
import { outcome } from '../../../support/pages';
import { PASSWORD } from '../../../support/rooms';
import { me, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
let facet: Awaited<ReturnType<typeof startUi>>;
beforeEach(async () => {
  facet = await startUi();
  await facet.ui.createVault(me, PASSWORD);
});
const state = () => fresh(facet.rooms.store.state);

describe('the encrypted key of one account', () => {
  beforeEach(() => facet.rooms.sessions.add([newAccountOf('ada'), newAccountOf('bob')]));
  const isSaved = () => state().accounts.map(({ backedUpAt }) => backedUpAt !== undefined);

  it('is not a backup by being shown; it is once it gave the key back', async () => {
    const { ncryptsec } = await facet.ui.exportAccount(me, ada, PASSWORD);
    expect(isSaved()).toEqual([false, false]);
    const check = (pubkey: string, copy: string, password: string) =>
      outcome(facet.ui.checkNcryptsec(me, pubkey, copy, password));
    expect(await check(ada, ncryptsec, 'not the password')).toBe('denied');
    expect(await check(ada, ncryptsec.slice(0, -1), PASSWORD)).toBe('invalid');
    expect(await check(bob, ncryptsec, PASSWORD)).toBe('invalid');
    expect(isSaved()).toEqual([false, false]);
    await facet.ui.checkNcryptsec(me, ada, `  ${ncryptsec}\n`, PASSWORD);
    expect(isSaved()).toEqual([true, false]);
  });

  it('and the key in clear are given only after the password', async () => {
    expect(await outcome(facet.ui.revealSecretKey(me, ada, 'not the password'))).toBe('denied');
    const { nsec } = await facet.ui.revealSecretKey(me, ada, PASSWORD);
    expect(nsec).toMatch(/^nsec1[02-9ac-hj-np-z]{58}$/);
    expect(isSaved()).toEqual([false, false]);
  });
});
