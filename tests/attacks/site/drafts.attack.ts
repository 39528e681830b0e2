/** A malicious website that asks in ways that nobody could answer well. */
import { people } from '../../../scripts/demo/people';
import { sign } from '../../e2e/window-nostr';
import { expect } from '../arena';
import { attack } from '../attack';
import { visitAs } from './known';

const { alice } = people;

attack(
  'a site has an event of no real kind signed',
  {
    file: 'lib/nostr/event.ts',
    says: 'const kind = integer(0, 65_535);',
    without: 'const kind = (value) => value;',
  },
  async ({ site, answered }) => {
    const page = await visitAs(site);
    expect(await answered(() => sign(page, { kind: 1.5 }))).toContain('kind must be an integer');
  },
);

attack(
  'a site has tags signed that are no texts',
  {
    file: 'lib/nostr/event.ts',
    says: 'const tag = list(string(MAX_TEXT), MAX_TAGS);',
    without: 'const tag = (value) => value;',
  },
  async ({ site, answered }) => {
    const page = await visitAs(site);
    expect(await answered(() => sign(page, { tags: [[{ toString: 'x' }]] }))).toContain(
      'tags[0][0] must be a string',
    );
  },
);

attack(
  'a site asks for more tags than anybody can look through',
  {
    file: 'lib/nostr/event.ts',
    says: 'export const MAX_TAGS = 2_000;',
    without: 'export const MAX_TAGS = 20_000;',
  },
  async ({ site, answered }) => {
    const page = await visitAs(site);
    const tags = Array.from({ length: 2_001 }, () => ['t', 'x']);
    expect(await answered(() => sign(page, { tags }))).toContain('tags must be a list of at most 2000');
  },
);

attack(
  'a site encrypts to something that is no public key',
  {
    file: 'lib/rpc/page-api.ts',
    says: "const peer = ['pubkey', hex32] as const;",
    without: "const peer = ['pubkey', (value) => value];",
  },
  async ({ site, answered }) => {
    const page = await visitAs(site);
    const encrypt = () => page.evaluate(() => nostr.nip44.encrypt('__proto__', 'hello'));
    expect(await answered(encrypt)).toContain('pubkey must be 64 lower-case hex digits');
  },
);

attack(
  'a site gets a sign-in that would count for any challenge',
  {
    file: 'lib/nostr/well-formed.ts',
    says: "22_242: ['relay', 'challenge'],",
    without: "22_242: ['relay'],",
  },
  async ({ site, answered }) => {
    const page = await visitAs(site);
    const draft = { kind: 22_242, tags: [['relay', 'wss://relay.example']] };
    expect(await answered(() => sign(page, draft))).toContain('exactly one challenge tag, got 0');
  },
);

attack(
  'a site gets a sign-in for a relay beside the one that is shown',
  { file: 'lib/nostr/well-formed.ts', says: 'values.length !== 1 ||', without: '' },
  async ({ site, answered }) => {
    const page = await visitAs(site);
    const tags = [
      ['relay', 'wss://relay.example'],
      ['relay', 'wss://bank.example'],
      ['challenge', 'x'],
    ];
    expect(await answered(() => sign(page, { kind: 22_242, tags }))).toContain(
      'exactly one relay tag, got 2',
    );
  },
);

attack(
  'a site gets a sign-in to a server for whatever request it likes',
  { file: 'lib/nostr/well-formed.ts', says: "27_235: ['u', 'method'],", without: '' },
  async ({ site, answered }) => {
    const page = await visitAs(site);
    const draft = { kind: 27_235, tags: [['u', 'https://server.example/']] };
    expect(await answered(() => sign(page, draft))).toContain('exactly one method tag, got 0');
  },
);

attack(
  'a site buries the person in requests that each must be read alone',
  {
    file: 'lib/prompts/groups.ts',
    says: 'const MAX_PER_ORIGIN = 5;',
    without: 'const MAX_PER_ORIGIN = 500;',
  },
  async ({ facet, site }) => {
    const page = await visitAs(site);
    await page.evaluate(() => {
      const draft = (at: number) => ({ kind: 5, content: `${at}`, tags: [['e', 'a'.repeat(64)]] });
      const calls = Array.from({ length: 8 }, (_, at) => nostr.signEvent(draft(at)));
      const refused = (error: unknown) => {
        if ((error as Error).message.startsWith('too many requests')) document.title += 'x';
      };
      document.title = '';
      for (const call of calls) call.catch(refused);
    });
    await expect
      .poll(async () => [(await page.title()).length, (await facet.ui.getPrompts()).length])
      .toEqual([3, 5]);
  },
);

attack(
  'a script opens a nostr: link without a click',
  { file: 'entrypoints/bridge.ts', says: '!event.isTrusted || ', without: '' },
  async ({ facet, site }) => {
    const page = await site.visit();
    await page.evaluate((npub) => {
      const link = Object.assign(document.createElement('a'), { href: `nostr:${npub}` });
      document.body.append(link);
      link.addEventListener('click', () => setTimeout(() => (document.title = 'clicked')));
      link.click();
    }, alice.npub);
    await expect(page).toHaveTitle('clicked');
    await page.evaluate(() => nostr.isEnabled()); // what came before has been answered by then
    expect(await facet.ui.getWaitingLink()).toBeNull();
  },
);
