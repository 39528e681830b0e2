import type { Page } from '@playwright/test';
import type { EventTemplate } from '../../../lib/nostr/event.ts';
import type { CipherPrompt, ConnectPrompt, PromptView, SignPrompt } from '../../../lib/rpc/prompt.ts';
import {
  alice,
  bareSnapshot,
  CORACLE,
  crowd,
  DAMUS,
  fakeAccount,
  fakeKey,
  fakeSnapshot,
  ines,
  nightjar,
  NOW,
  passkeys,
  studio,
} from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const SECOND = 1_000;
const asked = { id: 'a', digest: fakeKey('d'), origin: DAMUS, askedAt: NOW - 2 * SECOND };

export const connect = (more: Partial<ConnectPrompt> = {}): ConnectPrompt => ({
  ...asked,
  type: 'connect',
  origin: CORACLE,
  suggested: alice.pubkey,
  knows: [],
  ...more,
});

export const sign = (event: Partial<EventTemplate>, more: Partial<SignPrompt> = {}): SignPrompt => ({
  ...asked,
  type: 'sign',
  pubkey: ines.pubkey,
  event: { kind: 1, tags: [], content: '', created_at: NOW / SECOND, ...event },
  ...more,
});

const cipher = (more: Partial<CipherPrompt>): CipherPrompt => ({
  ...asked,
  type: 'cipher',
  method: 'nip44.decrypt',
  pubkey: ines.pubkey,
  peer: fakeKey('9'),
  length: 1_284,
  ...more,
});

export const ride = sign({
  content:
    'Rode the coast road before sunrise. 62 km, two punctures, one very good bakery.\n\n' +
    'Route for tomorrow: https://velo.example/r/coast\u200b\n\n#cycling',
  tags: [
    ['e', fakeKey('b'), 'wss://relay.example', '', fakeKey('9')],
    ['p', fakeKey('9')],
    ['t', 'cycling'],
  ],
});

export const toPending = ({ id, origin }: PromptView) => ({ id, origin });

export const prompt = (name: string, prompts: PromptView[], more: Partial<Screen> = {}): Screen => ({
  name: `prompt-${name}`,
  path: 'prompt.html',
  size: [400, 620],
  snapshot: fakeSnapshot({ pending: prompts.map(toPending) }),
  prompts,
  ...more,
  results: { getReplacement: { looking: false, dangers: [] }, ...more.results },
});

export const armed = (page: Page) => page.locator('.answer .accent[aria-disabled=false]').waitFor();
const reject: Screen['act'] = async (page) => {
  await armed(page); // by then a no counts too
  await page.getByRole('button', { name: 'Reject' }).click();
};
const raw: Screen['act'] = (page) => page.getByText('Raw event').click();

const zalgo = 'Z̴̷̶̸̡̢̨̛̤̹̦͔̱̖̗̳̈́̆͒̓͋͜͠a̵̸̶̢̛͎̱͙̗͈̋̈́̌̽͐͘͝l̷̴̶̸̢̡̨͚̻̱̥̈́̓̿͐͘͝g̸̴̵̶̢̡̧̛̖̠̱̈́̽̓̿͘ơ̷̸̵̶̢̨̡̖̠̱̈́̽̓̿͘ text, then \u202Eexe.gpj\u202C and a \u2066hidden\u2069 turn.';

export const screens: Screen[] = [
  prompt('connect', [connect()], { act: armed }),
  prompt('connect-picked', [connect()], {
    act: async (page) => {
      await page.getByRole('radio', { name: 'Moreau Studio' }).click();
      await armed(page);
    },
  }),
  prompt('connect-crowd', [connect({ suggested: crowd[30]!.pubkey })], {
    snapshot: fakeSnapshot({ accounts: crowd, current: crowd[2]!.pubkey, pending: [toPending(connect())] }),
  }),
  prompt('connect-rtl', [connect()], { dir: 'rtl', act: armed }),
  prompt('connect-long', [connect()], { long: true, act: armed }),
  prompt('sign', [ride, { ...connect(), id: 'b' }, { ...ride, id: 'c' }], { act: armed }),
  prompt('sign-own-time', [ride], {
    act: async (page) => {
      await page.getByLabel(/^Next note here/).selectOption({ label: 'Yes for another time…' });
      await armed(page);
    },
  }),
  prompt('sign-arming', [ride]),
  prompt('sign-raw', [ride], { act: raw }),
  prompt('sign-rtl', [ride, { ...connect(), id: 'b' }], { dir: 'rtl', act: armed }),
  prompt('sign-narrow', [ride, { ...connect(), id: 'b' }], { size: [320, 480], long: true }),
  prompt('sign-late', [{ ...ride, askedAt: NOW - 40 * SECOND }]),
  prompt('sign-failed', [ride], {
    errors: { answerPrompt: { code: 'internal', message: 'no' } },
    act: reject,
  }),
  prompt('sign-hostile', [
    sign(
      { content: zalgo, tags: [['p', nightjar.pubkey]], created_at: NOW / SECOND + 86_400 },
      {
        origin: `https://${'login.accounts.secure-update.'.repeat(6)}xn--dmus-4ve.example`,
        pubkey: studio.pubkey,
      },
    ),
  ]),
  prompt('sign-huge', [sign({ content: 'All work and no play makes a dull post.\n'.repeat(312) })]),
  prompt('sign-wide', [
    sign({ content: 'M'.repeat(10_000) }, { origin: `https://${'m'.repeat(63)}.example:8443` }),
  ]),
  prompt('sign-arabic', [sign({ content: 'صباح الخير من الطريق الساحلي. ٦٢ كم و خبز طازج.' })]),
  prompt('sign-follows', [
    sign({ kind: 3, tags: crowd.map(({ pubkey }) => ['p', pubkey]) }, { pubkey: nightjar.pubkey }),
  ]),
  prompt('sign-profile', [
    sign({
      kind: 0,
      content: JSON.stringify({
        name: 'Ines',
        about: 'Rides bikes.\nBakes bread.',
        picture: 'https://velo.example/ines.png',
        lud16: 'ines@velo.example',
      }),
    }),
  ]),
  prompt('sign-vanish', [sign({ kind: 62, tags: [['relay', 'ALL_RELAYS']] })]),
  prompt('sign-delete', [
    sign({
      kind: 5,
      content: 'posted by mistake',
      tags: [
        ['e', fakeKey('b')],
        ['e', fakeKey('c')],
        ['k', '1'],
      ],
    }),
  ]),
  prompt('sign-relay', [
    sign({
      kind: 22_242,
      tags: [
        ['relay', 'wss://relay.example/'],
        ['challenge', 'x'],
      ],
    }),
  ]),
  prompt('sign-unknown', [
    sign({ kind: 12_345, tags: [['alt', 'A harmless little thing']], content: '{"a":1}' }),
  ]),
  prompt('sign-step-up', [ride], {
    snapshot: fakeSnapshot({
      accounts: [alice, ines].map((account) => ({ ...account, stepUp: true as const })),
      pending: [toPending(ride)],
    }),
  }),
  prompt('sign-step-up-wrong', [ride], {
    snapshot: fakeSnapshot({
      accounts: [alice, ines].map((account) => ({ ...account, stepUp: true as const })),
      pending: [toPending(ride)],
      retryAt: NOW + 4_000,
    }),
  }),
  prompt('sign-step-up-typed', [ride], {
    snapshot: fakeSnapshot({
      accounts: [alice, { ...ines, stepUp: true }],
      pending: [toPending(ride)],
    }),
    errors: { answerPrompt: { code: 'denied', message: 'no' } },
    act: async (page) => {
      await page.getByLabel(/^Your password/).fill('not this one');
      await armed(page);
      await page.locator('.answer .btn.accent').click();
    },
  }),
  prompt('sign-told', [{ ...ride, pubkey: studio.pubkey, told: alice.pubkey }]),
  prompt('sign-told-chosen', [{ ...ride, pubkey: studio.pubkey, told: alice.pubkey }], {
    act: async (page) => {
      await page.getByRole('radio', { name: 'Alice Moreau, this once' }).click();
      await armed(page);
    },
  }),
  prompt('decrypt', [cipher({})], { act: armed }),
  prompt('decrypt-peeked', [cipher({})], {
    results: {
      getPrompts: [cipher({})],
      peekPrompts: [{ id: 'a', plaintext: { type: 'text', text: 'Meet me at the bakery at seven.' } }],
    },
    act: async (page) => {
      await page.getByRole('button', { name: 'Show me first' }).click();
      await page.locator('.peek .note').waitFor();
    },
  }),
  prompt('encrypt', [
    cipher({
      method: 'nip44.encrypt',
      plaintext: 'Meet me at the bakery at seven. Bring the red map.',
      length: 50,
    }),
  ]),
  prompt('encrypt-own', [
    cipher({ method: 'nip04.encrypt', peer: ines.pubkey, plaintext: '["mute","list"]', length: 15 }),
  ]),
  prompt('long-name', [sign({ content: 'hello' }, { pubkey: fakeAccount('7', '', 'rose').pubkey })], {
    snapshot: fakeSnapshot({
      accounts: [
        fakeAccount('7', 'Wolfeschlegelsteinhausenbergerdorff-Donaudampfschifffahrt \u202Eesrever', 'rose'),
        alice,
      ],
      pending: [toPending(ride)],
    }),
    act: armed,
  }),
  prompt('gone', [ride], {
    errors: { answerPrompt: { code: 'timeout', message: 'no' } },
    act: reject,
  }),
  prompt('waking', [], { snapshot: fakeSnapshot({ pending: [{ id: 'x', origin: DAMUS }] }) }),
  prompt('loading', [], { snapshot: undefined as never }),
  prompt('failed', [], {
    snapshot: fakeSnapshot({ pending: [toPending(ride)] }),
    errors: { getPrompts: { code: 'internal', message: 'no' } },
  }),
  prompt('locked', [], {
    snapshot: bareSnapshot('locked', {
      pending: [DAMUS, CORACLE, 'https://velo.example', 'https://a.example', 'https://b.example'].map(
        (origin, index) => ({ id: String(index), origin }),
      ),
    }),
  }),
  prompt('locked-passkey', [], {
    snapshot: bareSnapshot('locked', { passkeys, pending: [toPending(ride)] }),
  }),
  prompt('empty', [], { snapshot: bareSnapshot('empty', { pending: [toPending(ride)] }) }),
];
