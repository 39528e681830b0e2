import { expect, it } from 'vitest';
import { getSignIn, setSignIn } from '#lib/permissions/sign-ins';
import { createState } from '#lib/storage/state';
import { pubkeyOf } from '../../support/keys';

const RELAY = 'wss://relay.example/';
const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];

it('the person is asked again where an account is gone, whatever was said of it', () => {
  const draft = createState();
  const account = { id: 'a', kind: 'secret-key', accent: 'topaz', addedAt: 0, usedAt: 0 } as const;
  draft.accounts = [account, account].map((each, at) => ({ ...each, pubkey: at === 0 ? ada : bob }));
  for (const pubkey of [ada, bob]) setSignIn(draft, pubkey, RELAY, 'always');
  draft.accounts.pop();
  expect([ada, bob].map((pubkey) => getSignIn(draft, pubkey, RELAY))).toEqual(['always', 'ask']);
});
