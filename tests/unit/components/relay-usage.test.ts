import { expect, it } from 'vitest';
import { toUsage } from '#components/relays/usage';
import type { RelayUseView } from '#lib/rpc/relays';
import type { AccountView } from '#lib/rpc/snapshot';

const accountOf = (pubkey: string) => ({ pubkey, name: pubkey }) as AccountView;
const useOf = (pubkey: string, more: Partial<RelayUseView>): RelayUseView => ({
  ...{ pubkey, write: [], read: [], messages: [] },
  ...more,
});

it('ties accounts to relays, those with most accounts first, and leaves out who uses none', () => {
  const [ada, bob, cyd] = ['ada', 'bob', 'cyd'].map(accountOf) as [AccountView, AccountView, AccountView];
  const uses = [
    useOf('bob', { read: ['wss://b/'], messages: ['wss://b/'] }),
    useOf('ada', { write: ['wss://a/', 'wss://b/'], read: ['wss://a/'] }),
    useOf('gone', { write: ['wss://b/'] }),
  ];
  expect(toUsage([ada, bob, cyd], uses)).toEqual({
    accounts: [ada, bob],
    relays: [
      {
        url: 'wss://b/',
        count: 2,
        ties: [
          { account: ada, writes: true, reads: false, takesMessages: false },
          { account: bob, writes: false, reads: true, takesMessages: true },
        ],
      },
      {
        url: 'wss://a/',
        count: 1,
        ties: [{ account: ada, writes: true, reads: true, takesMessages: false }],
      },
    ],
    moreAccounts: 0,
    moreRelays: 0,
  });
});

it('draws sixteen of each at most, says how many more there are, and counts all of them', () => {
  const accounts = Array.from({ length: 200 }, (_, index) => accountOf(`a${index}`));
  const uses = accounts.map(({ pubkey }, index) =>
    useOf(pubkey, { write: ['wss://all/', `wss://r${index}/`] }),
  );
  const { relays, ...usage } = toUsage(accounts, uses);
  expect(usage.accounts).toEqual(accounts.slice(0, 16));
  expect(relays[0]).toMatchObject({ url: 'wss://all/', count: 200 });
  expect(relays[0]?.ties).toHaveLength(16);
  expect(relays.every(({ ties }) => ties.length > 0)).toBe(true);
  expect(relays.length).toBeLessThanOrEqual(16);
  expect([usage.moreAccounts, usage.moreRelays]).toEqual([184, 201 - relays.length]);
});
