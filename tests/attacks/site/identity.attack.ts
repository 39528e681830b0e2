/** A malicious website that wants to know who the person is, or to be answered where it may not. */
import { people } from '../../../scripts/demo/people';
import { getPublicKey, outcome, sign } from '../../e2e/window-nostr';
import { PASSWORD, expect } from '../arena';
import { attack } from '../attack';
import { visitAs } from './known';

const { alice, ines } = people;
const HANDLERS = 'entrypoints/background/page-handlers.ts';
const IDENTITY = 'lib/requests/identity.ts';

attack(
  'a site learns who the person is by asking',
  {
    file: IDENTITY,
    says: 'if (isConnected(caller, session.pubkey)) return session;',
    without: 'return session;',
  },
  async ({ site, asked }) => {
    const page = await site.visit();
    const prompt = await asked(() => getPublicKey(page));
    expect(prompt).toMatchObject({ type: 'connect', origin: site.origin });
  },
);

attack(
  'a site learns that there is somebody by asking whether Facet is enabled',
  { file: HANDLERS, says: 'identity.isConnected(caller, pubkey) ? ', without: 'true ? ' },
  async ({ site, answered }) => {
    const page = await site.visit();
    expect(await answered(() => page.evaluate(() => nostr.isEnabled()))).toBe(false);
  },
);

attack(
  'a site that knows Alice acts as Ines by naming her in a draft',
  {
    file: IDENTITY,
    says: 'if (session && isConnected(caller, wanted)) return session;',
    without: 'if (session) return session;',
  },
  async ({ site, answered }) => {
    const page = await visitAs(site, { method: 'signEvent', kind: 1 });
    expect(await answered(() => sign(page, { pubkey: ines.pubkey }))).toBe(
      'this page may not act as the account that it names',
    );
  },
);

attack(
  'a site finds out which accounts there are by naming them',
  {
    file: IDENTITY,
    says: "throw new FacetError('denied', 'this page may not act as the account that it names');",
    without: "throw new FacetError('denied', session ? 'not as this one' : 'there is no such account');",
  },
  async ({ site, answered }) => {
    const page = await visitAs(site);
    const held = await answered(() => sign(page, { pubkey: ines.pubkey }));
    expect(held).toBe(await answered(() => sign(page, { pubkey: people.harbour.pubkey })));
  },
);

attack(
  'a site that may not know Ines hears her name by a switch',
  {
    file: IDENTITY,
    says: "decide(choices.of(place).rules, question, Date.now()) === 'allow';",
    without: "decide(choices.of(place).rules, question, Date.now()) !== 'deny';",
  },
  async ({ facet, site }) => {
    const page = await visitAs(site);
    await page.evaluate(() => {
      Object.assign(window, { heard: [] });
      nostr.on('accountChanged', (pubkey) => window.heard?.push({ by: 'on', pubkey }));
    });
    await getPublicKey(page);
    await facet.ui.switchAccount(ines.pubkey, 'all');
    try {
      const heard = () => page.evaluate(() => window.heard?.map(({ pubkey }) => pubkey ?? 'nobody'));
      await expect.poll(heard).toEqual(['nobody']);
    } finally {
      await facet.ui.switchAccount(alice.pubkey, 'all');
    }
  },
);

attack(
  'a page that was told Alice signs as Ines by a rule, after a switch that it has not heard of',
  {
    file: 'lib/requests/authorize.ts',
    says: 'if (believed !== undefined && believed !== pubkey) return { told: believed };',
    without: '',
  },
  async ({ facet, site, asked }) => {
    const page = await visitAs(site, { method: 'signEvent', kind: 1 });
    await site.connect(ines.pubkey);
    await site.allow({ pubkey: ines.pubkey, method: 'signEvent', kind: 1 });
    await getPublicKey(page);
    await facet.ui.setSiteAccount(site.origin, ines.pubkey, 'once');
    const prompt = await asked(() => sign(page));
    expect(prompt).toMatchObject({ type: 'sign', pubkey: ines.pubkey, told: alice.pubkey });
  },
);

attack(
  'a site goes on by its rules after the person has disconnected it',
  {
    file: 'lib/permissions/permissions.ts',
    says: 'draft.rules = draft.rules.filter((rule) => rule.origin !== origin);',
    without: '',
  },
  async ({ facet, site, asked }) => {
    const page = await visitAs(site, { method: 'signEvent', kind: 1 });
    await sign(page);
    await facet.ui.disconnectSite(site.origin);
    expect((await asked(() => sign(page))).type).toBe('connect');
  },
);

attack(
  'a site that the person has blocked is answered',
  {
    file: 'lib/requests/blocked.ts',
    says: '!isBlocked(rooms, caller))',
    without: 'true)',
  },
  async ({ facet, site, answered }) => {
    const page = await visitAs(site);
    await facet.ui.blockSite(site.origin, undefined, undefined);
    expect(await answered(() => page.evaluate(() => nostr.isEnabled()))).toBe(
      'the user has blocked this site',
    );
  },
);

attack(
  'a page that was open before goes on where the person has hidden Facet',
  { file: 'entrypoints/background/index.ts', says: 'appearance.expect(caller.origin);', without: '' },
  async ({ facet, site, answered }) => {
    const page = await visitAs(site);
    await facet.ui.setAppears(site.origin, false);
    expect(await answered(() => getPublicKey(page))).toBe('this page cannot use Facet');
  },
);

attack(
  'a page without an origin, as in a sandbox, uses Facet',
  { file: 'lib/requests/caller.ts', says: ' || !isAllowedOrigin(origin)) {', without: ') {' },
  async ({ site, answered }) => {
    const page = await site.visit('/sandboxed');
    expect(await page.evaluate(() => origin)).toBe('null');
    expect(await answered(() => getPublicKey(page))).toBe('this page cannot use Facet');
  },
);

attack(
  'a site that was blocked while Facet was locked is asked about once it is unlocked',
  {
    file: IDENTITY,
    says: 'if (getBlock(choices.of(caller), caller.origin, Date.now())) {',
    without: 'if (false) {',
  },
  async ({ facet, site, answered }) => {
    const page = await site.visit();
    await facet.ui.blockSite(site.origin, undefined, undefined);
    await facet.ui.lock();
    const heard = outcome(getPublicKey(page));
    await expect.poll(async () => (await facet.snapshot()).pending.length).toBe(1);
    await facet.ui.unlock(PASSWORD);
    expect(await answered(() => heard)).toBe('the user has blocked this site');
  },
);

attack(
  'a site finds out that Facet is there, also where it is hidden, by asking for one of its files',
  {
    file: 'wxt.config.ts',
    says: 'host_permissions: [...SITE_MATCHES],',
    without: `host_permissions: [...SITE_MATCHES],
    web_accessible_resources: [{ resources: ['*'], matches: ['<all_urls>'] }],`,
  },
  async ({ facet, site }) => {
    await facet.ui.setAppears(site.origin, false);
    const page = await site.visit();
    expect(await page.evaluate(() => 'nostr' in window)).toBe(false);
    const read = (id: string) => fetch(`chrome-extension://${id}/icon/16.png`).then(({ ok }) => ok);
    await expect(page.evaluate(read, facet.id)).rejects.toThrow('Failed to fetch');
  },
);
