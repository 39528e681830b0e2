/** What the words of the trade mean, opened where each stands. */
import type { Page } from '@playwright/test';
import { fakeSnapshot } from '../fixtures.ts';
import type { Screen } from '../screen.ts';
import { prompt, ride, sign } from './prompt.ts';

const open = (word: string) => (page: Page) =>
  page
    .getByRole('button', { name: `What is “${word}”?` })
    .first()
    .click();

const page = (name: string, path: string, act: Screen['act']): Screen => ({
  name: `help-${name}`,
  path,
  size: [1_080, 720],
  snapshot: fakeSnapshot(),
  results: { getRelayUses: [] },
  ...(act && { act }),
});

export const screens: Screen[] = [
  page('accounts', 'options.html', async (shown) => {
    await shown
      .getByRole('button', { name: /^Details of / })
      .first()
      .click();
    await open('npub')(shown);
  }),
  page('relays', 'options.html#relays', open('Relay')),
  page('security', 'options.html#security', open('Passkey')),
  page('sites', 'options.html#sites', async (shown) => {
    await shown
      .getByRole('button', { name: /^Rules of / })
      .first()
      .click();
    await open('Rule')(shown);
  }),
  page('add', 'onboarding.html', open('Remote signer')),
  page('watch', 'onboarding.html#account/watch', open('Nostr address (NIP-05)')),
  prompt('help', [ride], { act: open('Raw event') }),
  prompt('help-kind', [sign({ kind: 12_345, content: '{"a":1}' })], { act: open('Kind') }),
];
