/** What would link two of the person's accounts: by a site, by readers, by a relay. */
import type { Link, SignPrompt } from '../../../lib/rpc/prompt.ts';
import { alice, crowd, DAMUS, fakeAccount, fakeSnapshot, ines, nightjar, studio, zoe } from '../fixtures.ts';
import type { Screen } from '../screen.ts';
import { armed, connect, prompt, ride, sign, toPending } from './prompt.ts';

/** A note that names others of one's accounts. */
const naming = (others: { pubkey: string }[], more: Partial<SignPrompt> = {}): SignPrompt => ({
  ...ride,
  links: others.map(({ pubkey }): Link => ({ pubkey, by: 'mention' })),
  ...more,
});

const signIn = sign(
  {
    kind: 22_242,
    tags: [
      ['relay', 'wss://relay.example/'],
      ['challenge', 'x'],
    ],
  },
  { links: [{ pubkey: nightjar.pubkey, by: 'relay' }] },
);

export const screens: Screen[] = [
  prompt('link-site', [connect({ origin: DAMUS, suggested: ines.pubkey, knows: [alice.pubkey] })], {
    act: armed,
  }),
  prompt('link-site-many', [
    connect({ suggested: ines.pubkey, knows: [alice, studio, nightjar].map(({ pubkey }) => pubkey) }),
  ]),
  prompt('link-site-rtl', [connect({ suggested: ines.pubkey, knows: [alice.pubkey] })], { dir: 'rtl' }),
  prompt('link-site-long', [connect({ suggested: ines.pubkey, knows: [alice.pubkey] })], {
    size: [320, 480],
    long: true,
    act: (page) => page.getByRole('checkbox').scrollIntoViewIfNeeded(),
  }),
  prompt('link-site-private', [connect({ suggested: ines.pubkey, knows: [alice.pubkey], isPrivate: true })]),
  prompt('link-site-known', [connect({ suggested: ines.pubkey, knows: [alice.pubkey] })], {
    act: async (page) => {
      await page.getByRole('radio', { name: alice.name }).click();
      await armed(page);
    },
  }),
  prompt('link-mention', [naming([nightjar])], {
    act: async (page) => {
      await page.getByRole('checkbox').check();
      await armed(page);
    },
  }),
  prompt('link-mention-many', [naming([alice, studio, nightjar, zoe])]),
  prompt('link-mention-rtl', [naming([nightjar])], { dir: 'rtl' }),
  prompt('link-mention-crowd', [naming(crowd.slice(1, 41), { pubkey: crowd[0]!.pubkey })], {
    snapshot: fakeSnapshot({ accounts: crowd, current: crowd[0]!.pubkey, pending: [toPending(ride)] }),
  }),
  prompt('link-relay', [signIn], { act: armed }),
  prompt('link-both', [{ ...signIn, links: [...signIn.links!, { pubkey: alice.pubkey, by: 'mention' }] }]),
  prompt('link-long', [naming([nightjar], { pubkey: fakeAccount('7', '', 'rose').pubkey })], {
    snapshot: fakeSnapshot({
      accounts: [
        fakeAccount('7', 'Wolfeschlegelsteinhausenbergerdorff-Donaudampfschifffahrt \u202Eesrever', 'rose'),
        { ...nightjar, name: 'N'.repeat(100) },
      ],
      pending: [toPending(ride)],
    }),
  }),
  prompt(
    'link-told',
    [
      naming([alice], {
        pubkey: studio.pubkey,
        told: ines.pubkey,
        toldLinks: [nightjar, zoe].map(({ pubkey }): Link => ({ pubkey, by: 'mention' })),
      }),
    ],
    {
      act: async (page) => {
        await page.getByRole('radio', { name: 'Ines Duarte, this once' }).click();
        await page.getByRole('checkbox').scrollIntoViewIfNeeded();
      },
    },
  ),
];
