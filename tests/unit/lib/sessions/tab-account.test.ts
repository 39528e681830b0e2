import { describe, expect, it } from 'vitest';
import { decideTabAccount, type TabAccount } from '#lib/sessions/tab-account';

const HELD = ['ada', 'bob', 'eve'];
const isHeld = (pubkey: string) => HELD.includes(pubkey);

/** tab, site, current → what the page gets. `gone` was logged out, `-` was never chosen. */
const TABLE: [tab: string, site: string, current: string, pubkey: string, reason: TabAccount['reason']][] = [
  ['-', '-', '-', '-', 'current'],
  ['-', '-', 'eve', 'eve', 'current'],
  ['-', '-', 'gone', '-', 'current'],
  ['-', 'bob', '-', 'bob', 'site'],
  ['-', 'bob', 'eve', 'bob', 'site'],
  ['-', 'bob', 'gone', 'bob', 'site'],
  ['-', 'gone', '-', '-', 'current'],
  ['-', 'gone', 'eve', 'eve', 'current'],
  ['-', 'gone', 'gone', '-', 'current'],
  ['ada', '-', '-', 'ada', 'tab'],
  ['ada', '-', 'eve', 'ada', 'tab'],
  ['ada', '-', 'gone', 'ada', 'tab'],
  ['ada', 'bob', '-', 'ada', 'tab'],
  ['ada', 'bob', 'eve', 'ada', 'tab'],
  ['ada', 'bob', 'gone', 'ada', 'tab'],
  ['ada', 'gone', '-', 'ada', 'tab'],
  ['ada', 'gone', 'eve', 'ada', 'tab'],
  ['ada', 'gone', 'gone', 'ada', 'tab'],
  ['gone', '-', '-', '-', 'current'],
  ['gone', '-', 'eve', 'eve', 'current'],
  ['gone', '-', 'gone', '-', 'current'],
  ['gone', 'bob', '-', 'bob', 'site'],
  ['gone', 'bob', 'eve', 'bob', 'site'],
  ['gone', 'bob', 'gone', 'bob', 'site'],
  ['gone', 'gone', '-', '-', 'current'],
  ['gone', 'gone', 'eve', 'eve', 'current'],
  ['gone', 'gone', 'gone', '-', 'current'],
];

const orNone = (pubkey: string) => (pubkey === '-' ? undefined : pubkey);

describe('the account of a tab', () => {
  it.each(TABLE)(
    'chosen %s, site %s, current %s: %s because of the %s',
    (tab, site, current, pubkey, reason) => {
      const choices = { tab: orNone(tab), site: orNone(site), current: orNone(current) };
      expect(decideTabAccount(choices, isHeld)).toEqual({ pubkey: orNone(pubkey), reason });
    },
  );

  it('is decided for every combination', () => {
    expect(new Set(TABLE.map(([tab, site, current]) => `${tab} ${site} ${current}`)).size).toBe(27);
  });
});
