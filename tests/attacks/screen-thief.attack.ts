/** A thief at the screen: Facet's own pages are open to them, the password is not. */
import { people } from '../../scripts/demo/people';
import { getPublicKey, outcome } from '../e2e/window-nostr';
import { expect, PASSWORD, type Arena } from './arena';
import { attack } from './attack';

const { alice, ines } = people;
const ACCOUNTS = 'entrypoints/background/ui-handlers/accounts.ts';
const VAULT = 'lib/vault/vault.ts';
const WRONG = 'not the password';

/** What a method of Facet's pages comes to. Wrong passwords are slowed down, so the right one is said in between. */
async function tryOut({ facet }: Arena, call: () => Promise<unknown>): Promise<unknown> {
  await facet.ui.confirmPassword(PASSWORD);
  return outcome(call());
}

attack(
  'whoever sits at the screen sees a private key without the password',
  {
    file: ACCOUNTS,
    says: 'await vault.confirm(password);\n      const { id } = sessions.expectKey(pubkey);\n      const nsec',
    without: 'const { id } = sessions.expectKey(pubkey);\n      const nsec',
  },
  async (arena) => {
    const result = await tryOut(arena, () => arena.facet.ui.revealSecretKey(alice.pubkey, WRONG));
    expect(result).toBe('that is not the password');
  },
);

attack(
  'whoever sits at the screen takes a key away under a password of their own',
  {
    file: ACCOUNTS,
    says: 'await vault.confirm(password);\n      const { id } = sessions.expectKey(pubkey);\n      const ncryptsec',
    without: 'const { id } = sessions.expectKey(pubkey);\n      const ncryptsec',
  },
  async (arena) => {
    const result = await tryOut(arena, () => arena.facet.ui.exportAccount(alice.pubkey, WRONG));
    expect(result).toBe('that is not the password');
  },
);

attack(
  'whoever sits at the screen takes everything away in a backup under a password of their own',
  {
    file: 'entrypoints/background/ui-handlers/backup.ts',
    says: 'await vault.confirm(password);',
    without: '',
  },
  async (arena) => {
    const result = await tryOut(arena, () => arena.facet.ui.createBackup(WRONG, 'a password of the thief'));
    expect(result).toBe('that is not the password');
  },
);

attack(
  'whoever sits at the screen locks the person out by another password',
  {
    file: VAULT,
    says: 'expectNewPassword(next);\n        (await expectDek(password)).fill(0);',
    without: 'expectNewPassword(next);',
  },
  async (arena) => {
    const result = await tryOut(arena, () => arena.facet.ui.changePassword(WRONG, 'a password of the thief'));
    expect(result).toBe('that is not the password');
  },
);

attack(
  'whoever sits at the screen deletes everything',
  {
    file: VAULT,
    says: '(await expectDek(password)).fill(0);\n        expectKeys();\n        await clear(',
    without: 'expectKeys();\n        await clear(',
  },
  async (arena) => {
    expect(await tryOut(arena, () => arena.facet.ui.wipe(WRONG))).toBe('that is not the password');
    expect((await arena.facet.snapshot()).accounts).toHaveLength(2);
  },
);

attack(
  'whoever sits at the screen takes off that an account asks the password',
  {
    file: 'entrypoints/background/ui-handlers/step-up.ts',
    says: 'if (!on) await vault.confirm(password);',
    without: '',
  },
  async (arena) => {
    const { facet } = arena;
    await facet.ui.setStepUp(ines.pubkey, true, undefined);
    try {
      const result = await tryOut(arena, () => facet.ui.setStepUp(ines.pubkey, false, WRONG));
      expect(result).toBe('that is not the password');
    } finally {
      await facet.ui.setStepUp(ines.pubkey, false, PASSWORD);
    }
  },
);

attack(
  'an account that asks the password signs by a rule',
  {
    file: 'lib/permissions/weigh.ts',
    says: "if (verdict === 'allow' && asks) return { verdict: 'ask', because: 'password' };",
    without: '',
  },
  async ({ facet, site, asked }) => {
    await site.connect();
    await site.allow({ method: 'signEvent', kind: 1 });
    const page = await site.visit();
    await facet.ui.setStepUp(alice.pubkey, true, undefined);
    try {
      const prompt = await asked(() => page.evaluate(() => nostr.signEvent({ kind: 1 })));
      expect(prompt.type).toBe('sign');
    } finally {
      await facet.ui.setStepUp(alice.pubkey, false, PASSWORD);
    }
  },
);

attack(
  'passwords can be tried as fast as they are typed',
  { file: 'lib/vault/attempts.ts', says: 'if (wait > 0) {', without: 'if (wait > Infinity) {' },
  async ({ facet }) => {
    await facet.ui.confirmPassword(PASSWORD);
    // the waits double: soon one is longer than a try takes, however slow the machine is
    let answer: unknown;
    for (let tries = 0; tries < 8 && !String(answer).includes('too many'); tries += 1)
      answer = await outcome(facet.ui.confirmPassword(WRONG));
    expect(answer).toContain('too many wrong passwords');
    // until one may try again
    await expect.poll(() => outcome(facet.ui.confirmPassword(PASSWORD))).toMatchObject({ vault: 'unlocked' });
  },
);

attack(
  'a password that is quickly guessed is taken',
  { file: 'lib/vault/password.ts', says: 'if (length >= MIN_PASSWORD) return;', without: 'return;' },
  async ({ facet }) => {
    expect(await outcome(facet.ui.changePassword(PASSWORD, 'short one'))).toContain('at least 10 characters');
  },
);

attack(
  'a locked Facet shows whose accounts it has',
  {
    file: 'lib/sessions/snapshot.ts',
    says: 'vault,\n    accounts: [],',
    without: `vault,\n    accounts: [{ pubkey: '${'0'.repeat(64)}' }],`,
  },
  async ({ facet }) => {
    await facet.ui.lock();
    try {
      expect(await facet.snapshot()).toMatchObject({ vault: 'locked', accounts: [], sites: [], pairs: [] });
    } finally {
      await facet.ui.unlock(PASSWORD);
    }
  },
);

attack(
  'the key to everything outlives the lock in the memory of the browser',
  {
    file: VAULT,
    says: 'const removed = unlockedItem.remove();',
    without: 'const removed = Promise.resolve();',
  },
  async ({ facet }) => {
    await facet.ui.lock();
    try {
      const page = await facet.open('manifest.json');
      const kept = await page.evaluate(() =>
        (
          globalThis as never as { chrome: { storage: { session: { get(): Promise<object> } } } }
        ).chrome.storage.session.get(),
      );
      await page.close();
      expect(JSON.stringify(kept)).not.toContain('dek');
    } finally {
      await facet.ui.unlock(PASSWORD);
    }
  },
);

attack(
  'another page of Facet answers a request in the place of the prompt',
  {
    file: 'entrypoints/background/ui-handlers/prompts.ts',
    says: 'if (!promptWindow.isTab(tabId)) {',
    without: 'if (false) {',
  },
  async ({ facet, site, asked }) => {
    const page = await site.visit();
    const { id, digest } = await asked(() => getPublicKey(page));
    const answer = { answer: 'connect', pubkey: alice.pubkey, scope: 'site', allow: 'identity' } as never;
    expect(await outcome(facet.ui.answerPrompt(id, digest, answer, undefined))).toContain(
      'counts only from the window',
    );
  },
);

attack(
  'what waits is answered by whoever locks and unlocks again',
  {
    file: 'entrypoints/background/rooms.ts',
    says: "prompts.rejectAll(new FacetError('locked', 'Facet was locked; nothing was signed'));",
    without: '',
  },
  async ({ facet, site, asked }) => {
    await site.connect();
    const page = await site.visit();
    await asked(() => page.evaluate(() => nostr.signEvent({ kind: 1 })));
    await facet.ui.lock();
    await facet.ui.unlock(PASSWORD);
    expect(await facet.ui.getPrompts()).toEqual([]);
  },
);
