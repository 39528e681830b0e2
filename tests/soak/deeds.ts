/** What a person, their pages and their relay do in a minute. */
import { expect } from '@playwright/test';
import { finalizeEvent } from 'nostr-tools/pure';
import { people } from '../../scripts/demo/people';
import { closeThis, leadTo, orderRequests } from '../chaos/actions';
import { isWaiting } from '../chaos/calm';
import { answer, switchAccount } from '../chaos/person';
import { pick, type Chance } from '../chaos/plan';
import { ActivityPage } from '../e2e/pages/activity';
import { PopupPage } from '../e2e/pages/popup';
import { openFacet, othersOf, type Day } from './day';
import type { DeedName, Minute } from './plan';

/** Calls in a minute: of the page that stays, most of them by rules, and of another one. */
const BY_RULE = 8;
const ANY = 1;
const OF_ANOTHER = 3;

const FOLLOWS = 3;

/** Most people that somebody comes to follow; what is known of an account grows by that, and shrinks again. */
const MOST_FOLLOWED = 200;

export const DEEDS: Record<DeedName, (day: Day, minute: Minute) => Promise<void>> = {
  async 'the page that stays asks'({ world, stays }, { chance, isAway }) {
    if (isAway) return orderRequests(world, stays, 1, chance, 'allowed');
    await orderRequests(world, stays, BY_RULE, chance, 'allowed');
    await orderRequests(world, stays, ANY, chance);
  },
  async 'another page asks'(day, { chance }) {
    await orderRequests(day.world, pick(chance, othersOf(day))!, OF_ANOTHER, chance);
  },
  async 'look into the popup'(day) {
    const popup = new PopupPage(await openFacet(day, 'popup.html'));
    await expect(popup.rows).toHaveCount(day.world.cast.accounts.length);
    await popup.page.close();
  },
  'switch the account': ({ world }, { chance }) => switchAccount(world, chance),
  async 'load a page anew'(day, { chance }) {
    const tab = pick(chance, othersOf(day))!;
    await leadTo(day.world, tab, pick(chance, toOrigins(day))!, chance);
  },
  async 'change tabs'(day, { chance }) {
    await closeThis(day.world, pick(chance, othersOf(day))!);
    await day.world.open(pick(chance, toOrigins(day))!);
  },
  'hear from the relay': ({ world }, { chance }) => hearFromRelay(world, chance),
  async 'read the log'(day) {
    const log = new ActivityPage(await openFacet(day, 'options.html#activity'));
    await expect(log.lines.first()).toBeVisible();
    await log.page.close();
  },
};

/** The page that stays has the first one to itself. */
const toOrigins = ({ world }: Day): readonly string[] => world.origins.slice(1);

/** Somebody follows others from another client. */
async function hearFromRelay({ relay, facet, late }: Day['world'], chance: Chance): Promise<void> {
  const { pubkey, secretKey } = people.alice;
  const count = 1 + Math.floor(chance() * MOST_FOLLOWED);
  const tags = Array.from({ length: count }, (_, index) => ['p', index.toString(16).padStart(64, '0')]);
  const created_at = Math.floor((Date.now() + late) / 1_000);
  await relay!.publish(finalizeEvent({ kind: FOLLOWS, content: '', tags, created_at }, secretKey));
  const toFollows = async () =>
    (await facet.snapshot()).accounts.find((each) => each.pubkey === pubkey)?.follows;
  await expect.poll(toFollows, { message: 'what the relay tells arrives' }).toBe(count);
}

/** Answers what waits until every page has heard. */
export async function attend({ world }: Day, { chance }: Minute): Promise<void> {
  const isLeft = async () => {
    if (isWaiting(world)) await answer(world, chance);
    return isWaiting(world);
  };
  await expect.poll(isLeft, { message: 'pages hear an answer', intervals: [20] }).toBe(false);
}
