import { people } from '../../scripts/demo/people';
import type { Facet } from './facet';
import { expect, test } from './test';
import { getPublicKey, isVerified, listen, outcome, sign } from './window-nostr';

const { alice, ines, nightjar } = people;

/** A site connected as Alice with a rule for notes, and told so; then the person made it Ines, and nobody told the page. */
async function setUp(facet: Facet, url: string) {
  const { page, tabId } = await facet.visit(url);
  for (const { nsec } of [alice, ines]) await facet.ui.addSecretKey(nsec);
  await facet.ui.switchAccount(alice.pubkey, 'all');
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.say('Everyday posts too');
  await connect.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
  expect(await getPublicKey(page)).toBe(alice.pubkey);
  await facet.ui.switchAccount(ines.pubkey, 'site', tabId, 'once');
  return { page, tabId };
}

test('a page that was told Alice never signs as Ines unasked, and each answer does what it says', async ({
  ready,
  demo,
}) => {
  const { page, tabId } = await setUp(ready, `${demo.url}plain.html`);
  const signAs = async (choice: string) => {
    let signed: ReturnType<typeof sign> | undefined;
    const prompt = await ready.prompted(() => (signed = sign(page)));
    const text = await prompt.text;
    expect(text).toContain(alice.name);
    expect(text).toContain(ines.name);
    await prompt.say(choice);
    await prompt.allow();
    const event = await signed;
    await expect.poll(() => ready.prompts().length).toBe(0);
    return event && isVerified(event) && event.pubkey;
  };

  expect(await signAs(`${alice.name}, this once`)).toBe(alice.pubkey);
  expect(await signAs(`${ines.name}, this once`)).toBe(ines.pubkey);

  expect(await signAs(`Go back to ${alice.name}`)).toBe(alice.pubkey);
  expect((await ready.ui.getTab(tabId)).pubkey).toBe(alice.pubkey);
  expect((await sign(page)).pubkey).toBe(alice.pubkey); // believes it, is it, and a rule allows it

  await ready.ui.switchAccount(ines.pubkey, 'site', tabId, 'once');
  expect(await signAs(`Always ${ines.name} here`)).toBe(ines.pubkey);
  const prompt = await ready.prompted(() => sign(page)); // asks for the note, no longer for the person
  expect(await prompt.text).not.toContain(alice.name);
  await prompt.reject();
});

test('a page that was told Alice, and asks anew in the same moment, still means Alice by what it signs then', async ({
  ready,
  demo,
}) => {
  const { page, tabId } = await setUp(ready, `${demo.url}plain.html`);
  const origin = new URL(demo.url).origin;
  await ready.ui.saveRule({
    ...{ origin, pubkey: ines.pubkey, method: 'signEvent', kind: 1, effect: 'allow', lasts: 'always' },
  });
  await ready.ui.getTab(tabId); // the page has heard of the switch before, which is nothing new after this
  // the event on window is for whoever wants it: nothing says that this page does
  await page.evaluate(() => {
    window.heard = [];
    addEventListener('nostr:accountChanged', (event) =>
      window.heard?.push({ by: 'event', pubkey: (event as CustomEvent<{ pubkey?: string }>).detail.pubkey }),
    );
  });
  for (const { pubkey } of [alice, ines]) {
    await ready.ui.switchAccount(pubkey, 'site', tabId);
    // two switches in a row may be told as one, and back to whom it was is no news
    await expect.poll(() => page.evaluate(() => window.heard?.at(-1)?.pubkey)).toBe(pubkey);
  }

  let asked: Promise<string[]> | undefined;
  const prompt = await ready.prompted(() => {
    asked = page.evaluate(async () => {
      const note = { kind: 1, content: 'a reply', tags: [], created_at: 1_700_000_000 };
      const both = [nostr.getPublicKey(), nostr.signEvent(note)];
      const ends = await Promise.allSettled<unknown>(both);
      return ends.map((end) => (end.status === 'fulfilled' ? String(end.value) : String(end.reason)));
    });
    return asked;
  });
  expect(await prompt.text).toContain(alice.name);
  await prompt.reject();
  expect(await asked).toEqual([ines.pubkey, 'Error: User rejected']);
});

test('reloading the page instead rejects the call and reloads that tab', async ({ ready, demo }) => {
  const { page } = await setUp(ready, `${demo.url}plain.html`);
  const loaded = page.waitForEvent('load');
  const prompt = await ready.prompted(() => sign(page));
  await prompt.page.getByRole('button', { name: 'Reload the page' }).click();
  await loaded;
  await expect.poll(() => ready.prompts().length).toBe(0);
});

test('a reload does not make the site forget whom it was told; asking again does', async ({
  ready,
  demo,
}) => {
  const { page } = await setUp(ready, `${demo.url}plain.html`);
  await page.reload();
  const [waiting] = await Promise.all([
    outcome(sign(page)),
    ready.nextPrompt().then((prompt) => prompt.reject()),
  ]);
  expect(waiting).toBe('User rejected');

  expect(await outcome(getPublicKey(page))).toBe(ines.pubkey);
  const prompt = await ready.prompted(() => sign(page));
  expect(await prompt.text).not.toContain(alice.name);
  await prompt.reject();
});

test('a draft that names an account is signed by it if the site knows it, and by nobody else', async ({
  ready,
  demo,
}) => {
  const { page } = await setUp(ready, `${demo.url}plain.html`);
  await ready.ui.addSecretKey(nightjar.nsec);
  const event = await sign(page, { pubkey: alice.pubkey });
  expect(isVerified(event) && event.pubkey).toBe(alice.pubkey);

  // held but not connected, and not held at all: the page cannot tell which
  const refusals = await Promise.all(
    [nightjar.pubkey, people.harbour.pubkey].map((pubkey) => outcome(sign(page, { pubkey }))),
  );
  expect(refusals[0]).toBe('this page may not act as the account that it names');
  expect(refusals[1]).toBe(refusals[0]);
  expect(ready.prompts()).toEqual([]);
});

test('a page that listens is told at once and signs as the new account by its own rules', async ({
  ready,
  demo,
}) => {
  const { page, tabId } = await setUp(ready, `${demo.url}plain.html`);
  await getPublicKey(page);
  await listen(page);
  await ready.ui.switchAccount(alice.pubkey, 'site', tabId);
  await expect.poll(() => page.evaluate(() => window.heard?.length)).toBe(2);
  const event = await sign(page);
  expect(event.pubkey).toBe(alice.pubkey);
});

test('a page that begins to listen late hears of a switch that it missed, and one that stops listening is asked about', async ({
  ready,
  demo,
}) => {
  const { page, tabId } = await setUp(ready, `${demo.url}plain.html`);
  await ready.ui.switchAccount(alice.pubkey, 'site', tabId);
  expect(await getPublicKey(page)).toBe(alice.pubkey);
  await ready.ui.switchAccount(ines.pubkey, 'site', tabId);
  await page.evaluate(() => {
    window.heard = [];
    window.hear = (pubkey) => window.heard?.push({ by: 'on', pubkey });
    nostr.on('accountChanged', window.hear);
  });
  // whatever has Facet look at its pages again
  await expect
    .poll(async () => {
      await ready.ui.getTab(tabId);
      return page.evaluate(() => window.heard);
    })
    .toEqual([{ by: 'on', pubkey: ines.pubkey }]);

  await page.evaluate(() => window.hear && nostr.off('accountChanged', window.hear));
  await ready.ui.switchAccount(alice.pubkey, 'site', tabId);
  const prompt = await ready.prompted(() => sign(page)); // by rule as Alice, had it heard
  expect(await prompt.text).toContain(ines.name);
  await prompt.reject();
});

test('a site whose account is another one now, that it may not know, hears no pubkey', async ({
  ready,
  demo,
}) => {
  const { page } = await setUp(ready, `${demo.url}plain.html`);
  await getPublicKey(page);
  await listen(page);
  await ready.ui.addSecretKey(nightjar.nsec);
  for (const { pubkey } of [ines, alice]) await ready.ui.logout(pubkey);
  await expect
    .poll(() => page.evaluate(() => window.heard))
    .toEqual([
      { by: 'on', pubkey: undefined },
      { by: 'event', pubkey: undefined },
    ]);
});
