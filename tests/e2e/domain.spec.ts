import { people } from '../../scripts/demo/people';
import { says, startDomain, type Answer, type Domain } from './domain/domain';
import { launchFacet, type Facet } from './facet';
import { OnboardingPage } from './pages/onboarding';
import { RemoteSignerPage } from './pages/remote-signer';
import { startNdkBunker } from './remote/ndk-bunker';
import { expect, test as base } from './test';
import { getPublicKey, isVerified, sign } from './window-nostr';

const { harbour } = people;

/** As `test`, in a browser for which there is one domain of the web. */
const test = base.extend<{ domain: Domain }>({
  domain: async ({}, use) => {
    const domain = await startDomain('names.example');
    await use(domain);
    await domain.stop();
  },
  facet: async ({ domain }, use) => {
    const facet = await launchFacet({ domain });
    await use(facet);
    await facet.close();
  },
});

const DOCUMENT = '/.well-known/nostr.json?name=alice';

const hangUp: Answer = ({ socket }) => socket?.destroy();
const isMissing: Answer = (response) => response.writeHead(404).end();

/** Sends whoever asks to another path of the same domain, where the right document is. */
const sendElsewhere =
  (document: object): Answer =>
  (response, path) => {
    if (path === '/elsewhere') return says(document)(response, path);
    response.writeHead(302, { location: '/elsewhere', 'access-control-allow-origin': '*' }).end();
  };

/** Does what makes Facet ask, and waits until it has asked: the page has then taken back what it said before. */
async function whileAsked({ asked }: Domain, act: () => Promise<void>): Promise<void> {
  const before = asked.length;
  await act();
  await expect.poll(() => asked.length, { message: 'the domain is asked' }).toBeGreaterThan(before);
}

const pathsOf = ({ asked }: Domain) => asked.map(({ path }) => path);
const accountsOf = async (facet: Facet) => (await facet.snapshot()).accounts;

test('an address is looked up at its domain after the click, and watched after another', async ({
  ready,
  domain,
}) => {
  domain.answer = says({ names: { alice: harbour.pubkey } });
  const url = `https://${domain.name}`;
  await ready.context.addCookies([{ name: 'who', value: 'me', url, sameSite: 'None', secure: true }]);
  const onboarding = new OnboardingPage(await ready.open('onboarding.html#account/watch'));
  const { page } = onboarding;
  await page.getByLabel('npub, nprofile, hex or address').fill('Alice@Names.example');
  await expect(page.getByRole('button', { name: 'Find out' })).toBeVisible();
  expect(domain.asked).toEqual([]);

  await onboarding.submit('Find out');
  await expect(page.getByText('It cannot sign')).toBeVisible();
  expect(await accountsOf(ready)).toEqual([]);
  await onboarding.submit('Watch');
  await onboarding.waitUntilDone();
  expect(await accountsOf(ready)).toMatchObject([{ pubkey: harbour.pubkey, kind: 'watch-only' }]);
  expect(pathsOf(domain)).toEqual([DOCUMENT]);
  expect(domain.asked[0]?.headers).not.toHaveProperty('cookie');
  expect(domain.asked[0]?.headers).not.toHaveProperty('referer');
});

test('an address that its domain does not vouch for is not watched, and the page says why', async ({
  ready,
  domain,
}) => {
  const right = { names: { alice: harbour.pubkey } };
  const onboarding = new OnboardingPage(await ready.open('onboarding.html#account/watch'));
  const tryIt = async (address: string) => {
    await onboarding.page.getByLabel('npub, nprofile, hex or address').fill(address);
    await onboarding.submit('Find out');
  };
  await tryIt('alice@nowhere.example');
  await expect(onboarding.problem).toHaveText('nowhere.example does not answer. Nothing was added.');
  expect(domain.asked).toEqual([]);

  const cases: [string, Answer, string][] = [
    ['another name', says({ names: { bob: harbour.pubkey } }), 'does not know this name'],
    ['a name that every object has', says({}), 'does not know this name'],
    ['no document', isMissing, 'does not know this name'],
    ['no public key', says({ names: { alice: harbour.npub } }), 'does not know this name'],
    ['a redirect', sendElsewhere(right), 'does not answer'],
    ['no word', hangUp, 'does not answer'],
  ];
  for (const [what, answer, words] of cases) {
    domain.answer = answer;
    await whileAsked(domain, () => tryIt(`alice@${domain.name}`));
    await expect(onboarding.problem, what).toHaveText(`${domain.name} ${words}. Nothing was added.`);
  }
  expect(new Set(pathsOf(domain))).toEqual(new Set([DOCUMENT])); // nobody went elsewhere
  expect(await accountsOf(ready)).toEqual([]);

  domain.answer = says(right);
  await tryIt(`alice@${domain.name}`);
  await onboarding.submit('Watch');
  await onboarding.waitUntilDone();
});

test('a bunker is connected by its name, and signs for a page', async ({ ready, domain, relay, demo }) => {
  const bunker = await startNdkBunker(relay.url);
  domain.answer = says({ names: { alice: bunker.pubkey }, nip46: { [bunker.pubkey]: [relay.url] } });
  const form = new RemoteSignerPage(await ready.open('onboarding.html#account'));
  await form.start();
  await form.connect(`alice@${domain.name}`);
  await form.add('Alice');
  expect(pathsOf(domain)).toEqual([DOCUMENT]);
  expect(await accountsOf(ready)).toMatchObject([
    { pubkey: bunker.pubkey, kind: 'remote', remote: { relays: [relay.url] } },
  ]);

  const { page } = await ready.visit(`${demo.url}plain.html`);
  let key: Promise<string> | undefined;
  const connect = await ready.prompted(() => (key = getPublicKey(page)));
  await connect.say('Everyday posts too');
  await connect.allow();
  expect(await key).toBe(bunker.pubkey);
  const event = await sign(page, { content: 'by a name' });
  expect(isVerified(event) && event.pubkey).toBe(bunker.pubkey);
  bunker.stop();
});

test('a bunker name that leads to no bunker adds nothing, and the page says why', async ({
  ready,
  domain,
  relay,
}) => {
  const bunker = await startNdkBunker(relay.url);
  const names = { alice: bunker.pubkey };
  const right = { names, nip46: { [bunker.pubkey]: [relay.url] } };
  const form = new RemoteSignerPage(await ready.open('onboarding.html#account'));
  await form.start();
  const LOST = 'The connection was lost. Nothing was added. Connect again.';
  const WRONG = 'This is not the address of a remote signer. Nothing was added.';
  await form.connect('alice@nowhere.example');
  await expect(form.problem).toHaveText(LOST);
  expect(domain.asked).toEqual([]);

  const cases: [string, Answer, string][] = [
    ['another name', says({ ...right, names: { bob: bunker.pubkey } }), WRONG],
    ['a redirect', sendElsewhere(right), LOST],
    ['no relays', says({ names }), WRONG],
    ['no word', hangUp, LOST],
    ['no document', isMissing, WRONG],
    ['a relay without encryption', says({ names, nip46: { relays: ['ws://relay.example'] } }), WRONG],
  ];
  for (const [what, answer, words] of cases) {
    domain.answer = answer;
    await whileAsked(domain, () => form.connect(`alice@${domain.name}`));
    await expect(form.problem, what).toHaveText(words);
  }
  expect(new Set(pathsOf(domain))).toEqual(new Set([DOCUMENT])); // nobody went elsewhere
  expect(bunker.asked).toEqual([]);
  expect(await accountsOf(ready)).toEqual([]);

  domain.answer = says(right);
  await form.connect(`alice@${domain.name}`);
  await form.add('Alice');
  bunker.stop();
});
