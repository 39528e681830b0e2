/**
 * The main job from an empty Facet to logging everybody out, as a person does it, in steps that can be
 * interrupted: `disturb` runs between any two steps and while a prompt is open.
 */
import { finalizeEvent, type Event } from 'nostr-tools/pure';
import type { Demo } from '../../scripts/demo/demo';
import { people } from '../../scripts/demo/people';
import type { Relay } from '../../scripts/relay/relay';
import { PASSWORD, type Facet } from './facet';
import { DemoPage } from './pages/demo';
import { OnboardingPage } from './pages/onboarding';
import { PopupPage } from './pages/popup';
import { expect } from './test';
import { isVerified, listen, sign } from './window-nostr';

export interface CoreFlow {
  facet: Facet;
  relay: Relay;
  demo: Demo;
  disturb: () => Promise<void>;
}

const { alice, ines } = people;
const GENERATED = 'Fresh start';

/** The events with this text on the relay. */
const notes = (relay: Relay, content: string): Event[] =>
  relay.events({ kinds: [1] }).filter((event) => event.content === content);

export async function runCoreFlow({ facet, relay, demo, disturb }: CoreFlow): Promise<void> {
  const step = async (run: () => Promise<unknown>) => {
    await run();
    await disturb();
  };
  /** Answers the one prompt that `act` leads to, disturbed while it is open. */
  const answer = async (
    act: () => unknown,
    choose: (prompt: Awaited<ReturnType<Facet['prompted']>>) => Promise<void>,
  ) => {
    const prompt = await facet.prompted(act);
    await disturb();
    await choose(prompt);
    await expect.poll(() => facet.prompts().length, { message: 'no second prompt' }).toBe(0);
  };
  const allow = (act: () => unknown) => answer(act, (prompt) => prompt.allow());

  const onboarding = new OnboardingPage(await facet.open('onboarding.html'));
  await step(() => onboarding.choosePassword(PASSWORD));
  await step(() => facet.ui.setRelays([relay.url]));
  await step(async () => {
    await onboarding.addKey(alice.nsec);
    await onboarding.waitUntilDone();
  });
  for (const add of [
    (page: OnboardingPage) => page.addKey(ines.hex),
    (page: OnboardingPage) => page.createAccount(GENERATED),
  ]) {
    await step(async () => {
      const another = new OnboardingPage(await facet.open('onboarding.html#account'));
      await add(another);
      await another.waitUntilDone();
      await another.page.close();
    });
  }
  const { accounts, current } = await facet.snapshot();
  expect(accounts.map(({ pubkey }) => pubkey)).toEqual([alice.pubkey, ines.pubkey, current]);

  const { page, tabId } = await facet.visit(demo.url);
  const site = new DemoPage(page);
  await step(async () => {
    await answer(
      () => site.connect(),
      async (prompt) => {
        await prompt.say(alice.name);
        await prompt.allow();
      },
    );
    await expect(site.npub).toHaveText(alice.npub);
  });
  await step(async () => {
    await allow(() => site.post('first note'));
    await expect(site.note('first note')).toBeVisible();
    const [event] = notes(relay, 'first note');
    expect(event && isVerified(event) && event.pubkey).toBe(alice.pubkey);
  });
  await step(async () => {
    await answer(
      () => site.post('not this one'),
      (prompt) => prompt.reject(),
    );
    await expect(site.postResult).toContainText('User rejected');
    expect(notes(relay, 'not this one')).toEqual([]);
    await allow(() => site.post('but this one'));
    await expect(site.note('but this one')).toBeVisible();
  });

  const popup = new PopupPage(await facet.open(`popup.html?tab=${tabId}`));
  await listen(page);
  await step(async () => {
    await popup.switchTo(ines.name, 'site');
    await expect
      .poll(() => page.evaluate(() => window.heard))
      .toContainEqual({ by: 'on', pubkey: ines.pubkey });
    expect(await page.evaluate(() => window.heard)).toEqual([
      { by: 'on', pubkey: ines.pubkey },
      { by: 'event', pubkey: ines.pubkey },
    ]);
  });
  await step(async () => {
    await allow(() => site.post('as the other'));
    await expect(site.note('as the other')).toBeVisible();
    const [event] = notes(relay, 'as the other');
    expect(event && isVerified(event) && event.pubkey).toBe(ines.pubkey);
  });

  await step(async () => {
    await popup.switchTo(GENERATED, 'site');
    await expect.poll(() => page.evaluate(() => nostr.getPublicKey())).toBe(current);
    for (const draft of [
      { kind: 0, content: JSON.stringify({ name: 'Somebody new' }) },
      { kind: 3, content: '', tags: [alice, ines].map(({ pubkey }) => ['p', pubkey]) },
      { kind: 10_000, content: '', tags: [['t', 'noise']] },
    ]) {
      let signed: Promise<Event> | undefined;
      await allow(() => (signed = sign(page, draft)));
      await relay.publish((await signed) as Event);
    }
  });
  const expectCounts = (name: string, follows: number, mutes: number) =>
    expect(popup.row(name).getByText(`Follows: ${follows} · Mutes: ${mutes}`)).toHaveCount(1);
  await step(async () => {
    await expectCounts(alice.name, alice.follows, alice.mutes);
    await expectCounts(ines.name, ines.follows, ines.mutes);
    await expectCounts(GENERATED, 2, 1);
  });
  await step(async () => {
    const tags = [alice, people.nightjar, people.harbour].map(({ pubkey }) => ['p', pubkey]);
    const created_at = Math.floor(Date.now() / 1000);
    await relay.publish(finalizeEvent({ kind: 3, content: '', tags, created_at }, ines.secretKey));
    await expectCounts(ines.name, 3, ines.mutes);
  });

  await step(async () => {
    await popup.logOut(GENERATED);
    await expect(popup.row(GENERATED)).toHaveCount(0);
    const left = await facet.snapshot();
    expect(left.accounts.map(({ pubkey }) => pubkey)).toEqual([alice.pubkey, ines.pubkey]);
    expect(left.current).toBe(ines.pubkey); // the one used most recently
  });
  await step(async () => {
    await popup.logOutAll();
    expect((await facet.snapshot()).accounts).toEqual([]);
  });
}
