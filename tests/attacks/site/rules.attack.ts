/** A malicious website that wants to do more than it was allowed. */
import { people } from '../../../scripts/demo/people';
import { sign } from '../../e2e/window-nostr';
import { expect } from '../arena';
import { attack } from '../attack';
import { visitAs } from './known';

const { ines } = people;
const POLICY = 'lib/permissions/policy.ts';
const HANDLERS = 'entrypoints/background/page-handlers.ts';

attack(
  'a site signs by what another site was allowed',
  { file: POLICY, says: 'rule.origin === question.origin &&', without: '' },
  async ({ site, other, asked }) => {
    await visitAs(other, { method: 'signEvent', kind: 1 });
    const page = await visitAs(site);
    expect((await asked(() => sign(page))).type).toBe('sign');
  },
);

attack(
  'a site signs as Ines by what it was allowed as Alice',
  { file: POLICY, says: 'rule.pubkey === question.pubkey &&', without: '' },
  async ({ facet, site, asked }) => {
    await visitAs(site, { method: 'signEvent', kind: 1 });
    await site.connect(ines.pubkey);
    await facet.ui.setSiteAccount(site.origin, ines.pubkey, 'once');
    const page = await site.visit();
    expect(await asked(() => sign(page))).toMatchObject({ type: 'sign', pubkey: ines.pubkey });
  },
);

attack(
  'a site reads what it may only write',
  { file: POLICY, says: 'rule.method === question.method &&', without: '' },
  async ({ site, asked }) => {
    const page = await visitAs(site, { method: 'nip44.encrypt', peer: ines.pubkey });
    const text = await page.evaluate((peer) => nostr.nip44.encrypt(peer, 'hello'), ines.pubkey);
    const read = () =>
      page.evaluate(([peer, given]) => nostr.nip44.decrypt(peer, given), [ines.pubkey, text] as const);
    expect(await asked(read)).toMatchObject({ type: 'cipher', method: 'nip44.decrypt' });
  },
);

attack(
  'a site that may post notes replaces the profile',
  { file: POLICY, says: 'rule[part] === question[part] ||', without: 'true ||' },
  async ({ site, asked }) => {
    const page = await visitAs(site, { method: 'signEvent', kind: 1 });
    expect((await asked(() => sign(page, { kind: 0, content: '{}' }))).type).toBe('sign');
  },
);

attack(
  'a site that may read what Ines writes reads what somebody else writes',
  { file: POLICY, says: 'rule[part] === question[part] ||', without: 'true ||' },
  async ({ site, asked }) => {
    const page = await visitAs(site, { method: 'nip44.encrypt', peer: people.harbour.pubkey });
    const text = await page.evaluate((peer) => nostr.nip44.encrypt(peer, 'hello'), people.harbour.pubkey);
    await site.allow({ method: 'nip44.decrypt', peer: ines.pubkey, lasts: 'restart' });
    const read = () =>
      page.evaluate(([peer, given]) => nostr.nip44.decrypt(peer, given), [
        people.harbour.pubkey,
        text,
      ] as const);
    expect(await asked(read)).toMatchObject({ type: 'cipher', peer: people.harbour.pubkey });
  },
);

attack(
  'a site signs what the person has denied, as they had allowed it before',
  {
    file: POLICY,
    says: 'const deciding = denying.length > 0 ? denying : sure;',
    without: 'const deciding = sure;',
  },
  async ({ site, answered }) => {
    const page = await visitAs(site, { method: 'signEvent', kind: 1 });
    await site.allow({ method: 'signEvent', kind: 1, effect: 'deny' });
    expect(await answered(() => sign(page))).toBe('a rule of the user rejects this');
  },
);

attack(
  'a site signs by a rule that the person has paused',
  { file: POLICY, says: 'rule.paused !== true &&', without: '' },
  async ({ facet, site, asked }) => {
    const page = await visitAs(site, { method: 'signEvent', kind: 1 });
    const held = (await facet.snapshot()).sites.find(({ origin }) => origin === site.origin);
    await facet.ui.pauseRule(held?.rules.find(({ kind }) => kind === 1)?.id ?? '', true);
    expect((await asked(() => sign(page))).type).toBe('sign');
  },
);

attack(
  'a site that may sign in to one relay signs in to another',
  {
    file: POLICY,
    says: "signEvent: { kind: 'always', relay: 22_242, url: 27_235 },",
    without: "signEvent: { kind: 'always', relay: 22_242 },",
  },
  async ({ site, asked }) => {
    const page = await visitAs(site, {
      method: 'signEvent',
      kind: 27_235,
      url: 'GET https://server.example/a',
      lasts: 'today',
    });
    const tags = [
      ['u', 'https://server.example/b'],
      ['method', 'GET'],
    ];
    expect((await asked(() => sign(page, { kind: 27_235, tags }))).type).toBe('sign');
  },
);

attack(
  'a note that names another account of the person is signed by a rule',
  {
    file: 'lib/requests/authorize.ts',
    says: ' && question.links === undefined) return session;',
    without: ') return session;',
  },
  async ({ site, asked }) => {
    const page = await visitAs(site, { method: 'signEvent', kind: 1 });
    const prompt = await asked(() => sign(page, { tags: [['p', ines.pubkey]] }));
    expect(prompt).toMatchObject({ type: 'sign', links: [{ pubkey: ines.pubkey, by: 'mention' }] });
  },
);

attack(
  'a site has the plaintext of a message put into the prompt before the person allows reading it',
  {
    file: HANDLERS,
    says: "...(action === 'encrypt' ? { plaintext: text } : {}),",
    without: 'plaintext: await run(session.signer),',
  },
  async ({ site, asked }) => {
    const page = await visitAs(site, { method: 'nip44.encrypt', peer: ines.pubkey });
    const text = await page.evaluate((peer) => nostr.nip44.encrypt(peer, 'a word of old'), ines.pubkey);
    const read = () =>
      page.evaluate(([peer, given]) => nostr.nip44.decrypt(peer, given), [ines.pubkey, text] as const);
    expect(JSON.stringify(await asked(read))).not.toContain('a word of old');
  },
);
