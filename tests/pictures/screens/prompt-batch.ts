/** Many requests at once, and what can be done about a site besides answering. */
import type { Page } from '@playwright/test';
import type { CipherPrompt } from '../../../lib/rpc/prompt.ts';
import { fakeKey, fakeSnapshot, NOW, studio, ines } from '../fixtures.ts';
import type { Screen } from '../screen.ts';
import { armed, prompt, ride, sign } from './prompt.ts';

const INBOX = 'https://inbox.example';
const group = 'g';

const message = (peer: string, index: number, more: Partial<CipherPrompt> = {}): CipherPrompt => ({
  id: `${peer}${index}`,
  digest: fakeKey('d'),
  origin: INBOX,
  askedAt: NOW - 2_000,
  group,
  type: 'cipher',
  method: 'nip44.decrypt',
  pubkey: studio.pubkey,
  peer: fakeKey(peer),
  length: 40 + 12 * index,
  followed: true,
  ...more,
});
const many = (peer: string, count: number, more: Partial<CipherPrompt> = {}) =>
  Array.from({ length: count }, (_, index) => message(peer, index, more));
const inbox = [...many('9', 28), ...many('8', 8), ...many('7', 6, { followed: false })];

const of = (kind: number, id: string, tags: string[][] = [], content = '') =>
  sign({ kind, tags, content }, { id, group, origin: 'https://jumble.example' });
const login = [
  of(27_235, 'a', [
    ['u', 'https://api.snort.example/api/v1/user'],
    ['method', 'GET'],
  ]),
  of(5_300, 'b', [['param', 'relays']]),
  of(10_050, 'c', [['relay', 'wss://inbox.example']]),
  of(10_044, 'd'),
  of(13, 'e', [], 'AgBy'),
  of(13, 'f', [], 'AgBz'),
  of(10_000, 'g', [['p', fakeKey('9')]]),
];
const likes = Array.from({ length: 6 }, (_, index) =>
  of(7, `like${index}`, [['e', fakeKey(String(index)), '', fakeKey('9')]], '+'),
);
const unfold = (page: Page, at = 0) => page.locator('.groups details > summary').nth(at).click();

export const screens: Screen[] = [
  prompt('batch', inbox, { act: armed }),
  prompt('batch-unfolded', inbox, { act: (page) => unfold(page) }),
  prompt('batch-peeked', inbox, {
    results: {
      getPrompts: inbox,
      peekPrompts: [
        {
          id: '90',
          plaintext: {
            type: 'event',
            kind: 14,
            pubkey: fakeKey('9'),
            content: 'Meet me at the bakery at seven. Bring the red map.\u202e',
          },
        },
      ],
    },
    act: async (page) => {
      await unfold(page);
      await page.getByRole('button', { name: 'Show me first' }).first().click();
      await page.locator('.peek .note').waitFor();
    },
  }),
  prompt('batch-likes', likes, { act: armed }),
  prompt('batch-login', login), // none of them is ticked from the start
  prompt('batch-login-read', login, {
    act: async (page) => {
      await unfold(page, 6);
      await page.getByRole('checkbox').last().check();
      await armed(page);
    },
  }),
  prompt('batch-step-up', inbox, {
    snapshot: fakeSnapshot({ accounts: [ines, { ...studio, stepUp: true }] }),
  }),
  prompt('batch-failed', inbox, {
    errors: { answerPrompts: { code: 'internal', message: 'no' } },
    act: async (page) => {
      await armed(page); // by then a no counts too
      await page.getByRole('button', { name: 'Allow none' }).click();
      await page.getByRole('alert').waitFor();
    },
  }),
  prompt('flooding', [ride], {
    snapshot: fakeSnapshot({ pending: [{ id: ride.id, origin: ride.origin, flooding: true }] }),
    act: armed,
  }),
];
