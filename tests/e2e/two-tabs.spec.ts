import { people } from '../../scripts/demo/people';
import { expect, test } from './test';
import { getPublicKey, isVerified } from './window-nostr';

const CALLS = 200;

test('two sites as two accounts sign 200 events each at the same time, none with the wrong key', async ({
  ready,
  demo,
}) => {
  const { alice, ines } = people;
  await ready.ui.addSecretKey(alice.nsec);
  await ready.ui.addSecretKey(ines.hex);
  const sites = [
    { url: `${demo.url}plain.html`, person: alice },
    { url: `${demo.otherUrl}plain.html`, person: ines },
  ];
  const pages = [];
  for (const { url, person } of sites) {
    await ready.ui.switchAccount(person.pubkey, 'all');
    const { page } = await ready.visit(url);
    const prompt = await ready.prompted(() => getPublicKey(page));
    await prompt.say('Everyday posts too');
    await prompt.allow();
    await expect.poll(() => ready.prompts().length).toBe(0);
    pages.push(page);
  }

  const signed = await Promise.all(
    pages.map((page, site) =>
      page.evaluate(
        ({ calls, site }) =>
          Promise.all(
            Array.from({ length: calls }, (_, call) =>
              nostr.signEvent({ kind: 1, content: `site ${site}, call ${call}`, tags: [] }),
            ),
          ),
        { calls: CALLS, site },
      ),
    ),
  );

  for (const [site, events] of signed.entries()) {
    expect(events.map(({ content }) => content)).toEqual(
      Array.from({ length: CALLS }, (_, call) => `site ${site}, call ${call}`),
    );
    expect(new Set(events.map(({ pubkey }) => pubkey))).toEqual(new Set([sites[site]?.person.pubkey]));
    expect(events.every(isVerified)).toBe(true);
  }
});
