import { people } from '../../../scripts/demo/people';
import { PASSWORD } from '../facet';
import { isVerified } from '../window-nostr';
import { Screen } from './screen';
import { expect, test } from './test';

const { alice, ines } = people;

for (const when of ['while the event page runs', 'with the event page stopped before every step']) {
  test(`onboard, two accounts, connect, sign, reject, switch, lock and unlock, ${when}`, async ({
    firefox,
    relay,
    demo,
  }) => {
    test.setTimeout(120_000);
    const { onboarding, ui } = firefox;
    const step = (name: string, act: () => Promise<void>) =>
      test.step(name, async () => {
        if (when.includes('stopped')) await firefox.stopEventPage();
        await act();
      });
    await step('the password, and the first account by its nsec', async () => {
      await onboarding.type('Password', PASSWORD);
      await onboarding.type('Once more', PASSWORD);
      await onboarding.press('button', 'Continue');
      await onboarding.choose('I have one');
      await ui.setRelays([relay.url]);
      await onboarding.type('Key, words or bunker link', alice.nsec);
      await onboarding.press('button', 'Add account');
      await onboarding.says('Hello');
    });
    await step('the second account by its hex key, both with what the relay knows of them', async () => {
      const page = await firefox.open('onboarding.html#account');
      await page.choose('I have one');
      await page.type('Key, words or bunker link', ines.hex);
      await page.press('button', 'Add account');
      await page.says('Hello');
      const known = async () =>
        (await ui.getSnapshot()).accounts.map(({ name, follows, mutes }) => ({ name, follows, mutes }));
      await expect
        .poll(known)
        .toEqual([alice, ines].map(({ name, follows, mutes }) => ({ name, follows, mutes })));
    });

    const { page, tabId } = await firefox.visit(demo.url);
    const site = new Screen(page);
    const posted = (text: string) => relay.events({ kinds: [1] }).filter(({ content }) => content === text);
    const post = async (text: string) => {
      await site.type('Your note', text);
      return firefox.prompted(() => site.press('button', 'Post'));
    };

    await step('the page connects as Alice, who is not the current account', async () => {
      const prompt = await firefox.prompted(() => site.press('button', 'Connect'));
      await prompt.say(alice.name);
      await prompt.allow();
      await site.says(alice.npub);
      await firefox.promptCloses();
    });
    await step('a note by Alice, stored by the relay, verified on a fresh copy', async () => {
      const prompt = await post('From Firefox.');
      await prompt.allow();
      await expect.poll(() => posted('From Firefox.').length).toBe(1);
      const [event] = posted('From Firefox.');
      expect(event && isVerified(event) && event.pubkey).toBe(alice.pubkey);
      await firefox.promptCloses();
    });
    await step('one no is one no: the next note asks again', async () => {
      const refused = await post('Not this one.');
      await refused.reject();
      await site.says('User rejected');
      const asked = await post('This one.');
      await asked.allow();
      await expect.poll(() => posted('This one.').length).toBe(1);
      expect(posted('Not this one.')).toEqual([]);
      await firefox.promptCloses();
    });

    const popup = await firefox.popup(tabId);
    await step('the popup makes the site Ines; the page hears it and signs as her', async () => {
      await popup.switchTo(ines.name, 'This site');
      await site.says("window.nostr.on('accountChanged')");
      await site.says('nostr:accountChanged on window');
      await site.says(ines.npub);
      const sign = await post('By the other.');
      await sign.allow();
      await expect.poll(() => posted('By the other.').length).toBe(1);
      const [event] = posted('By the other.');
      expect(event && isVerified(event) && event.pubkey).toBe(ines.pubkey);
      await firefox.promptCloses();
    });
    await step('locked nobody is there; unlocked everybody is, and the site knows its account', async () => {
      await popup.lock();
      expect(await ui.getSnapshot()).toMatchObject({ vault: 'locked', accounts: [] });
      await popup.unlock(PASSWORD);
      await popup.says(ines.name);
      expect(await page.evaluate(() => window.nostr.getPublicKey())).toBe(ines.pubkey);
    });
  });
}
