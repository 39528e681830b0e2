/** A remote signer that answers with something else than what it was asked for. */
import { finalizeEvent, generateSecretKey, type Event } from 'nostr-tools/pure';
import type { HostileBunker } from '../../e2e/remote/hostile-bunker';
import { expect } from '../arena';
import { attack } from '../attack';
import { honestly, withBunker } from './bunker';

const REMOTE = 'lib/signers/remote/remote.ts';
const MESSAGES = 'lib/signers/remote/messages.ts';
const MISMATCH = 'the remote signer did not return the event that it was asked to sign';

const SAME = {
  file: REMOTE,
  says: 'if (event && serializeEvent(event) === serializeEvent(asked)) return event;',
  without: 'if (event) return event;',
};

const VERIFIED = {
  file: REMOTE,
  says: "event = parseVerifiedEvent(JSON.parse(signed ?? ''));",
  without: "event = JSON.parse(signed ?? '') as NostrEvent;",
};

type Lie = (event: Event, bunker: HostileBunker) => object;

const stranger = generateSecretKey();

for (const [claim, check, lie] of [
  ['signs other words', SAME, (event, { sign }) => sign({ ...event, content: 'other' })],
  ['signs other tags', SAME, (event, { sign }) => sign({ ...event, tags: [['t', 'other']] })],
  ['signs no tags', SAME, (event, { sign }) => sign({ ...event, tags: [] })],
  ['signs another kind', SAME, (event, { sign }) => sign({ ...event, kind: 0 })],
  ['signs another date', SAME, (event, { sign }) => sign({ ...event, created_at: 1 })],
  ['signs as somebody else', SAME, (event) => finalizeEvent({ ...event }, stranger)],
  ['makes up a signature', VERIFIED, (event) => ({ ...event, sig: '1'.repeat(128) })],
  [
    'signs with the key of somebody else',
    VERIFIED,
    (event) => ({ ...event, sig: finalizeEvent({ ...event }, stranger).sig }),
  ],
  ['gives another id', VERIFIED, (event) => ({ ...event, id: '0'.repeat(64) })],
] as [string, typeof SAME, Lie][]) {
  attack(`a remote signer ${claim}, and the page gets it`, check, (arena) =>
    withBunker(arena, async ({ bunker, sign }) => {
      bunker.lie = (asked) => {
        const event = honestly(bunker, asked);
        return event && { result: JSON.stringify(lie(event, bunker)) };
      };
      expect(await sign()).toBe(MISMATCH);
    }),
  );
}

attack('a remote signer answers with what it signed before', SAME, (arena) =>
  withBunker(arena, async ({ bunker, page, sign }) => {
    let first: string | undefined;
    bunker.lie = (asked) => {
      const event = honestly(bunker, asked);
      return event && { result: (first ??= JSON.stringify(event)) };
    };
    await page.evaluate(() => nostr.signEvent({ kind: 1, content: 'before', tags: [] }));
    expect(await sign()).toBe(MISMATCH);
  }),
);

attack(
  'a stranger on the relay answers for the remote signer',
  {
    file: 'lib/signers/remote/client.ts',
    says: 'open.size > 0 && author === signerPubkey',
    without: 'open.size > 0 && author !== undefined',
  },
  (arena) =>
    withBunker(arena, async ({ bunker, sign }) => {
      bunker.lie = (asked) => {
        const event = honestly(bunker, asked);
        if (!event) return undefined;
        bunker.answerAsStranger(asked, { result: JSON.stringify(event) });
        return { result: '', error: 'no' };
      };
      expect(await sign()).toBe('the remote signer refused this');
    }),
);

attack(
  'a remote signer speaks to the page in the words of its refusal',
  {
    file: MESSAGES,
    says: "return error ? { id, type: 'refused' } :",
    without: "return error ? { id, type: 'result', result: error } :",
  },
  (arena) =>
    withBunker(arena, async ({ bunker, sign }) => {
      bunker.lie = () => ({ error: 'Type your password at \u202eexample.reganis' });
      expect(await sign()).toBe('the remote signer refused this');
    }),
);

for (const [what, url, check] of [
  ['a script', 'javascript:alert(1)', 'protocol'],
  ['a page without encryption', 'http://signer.example/approve', 'protocol'],
  ['a file', 'file:///etc/passwd', 'protocol'],
  ['a name and a password', 'https://mail.example@signer.example/', 'protocol'],
  ['a page of text', `https://signer.example/?${'x'.repeat(2_100)}`, 'length'],
] as const) {
  attack(
    `a remote signer has ${what} shown as the address of an approval`,
    check === 'length'
      ? { file: MESSAGES, says: 'input.length > MAX_AUTH_URL || ', without: '' }
      : {
          file: MESSAGES,
          says: "if (protocol !== 'https:' || username || password) throw new InvalidError('this address is not https');",
          without: '',
        },
    (arena) =>
      withBunker(arena, async ({ bunker, sign }) => {
        bunker.lie = (asked) => honestly(bunker, asked) && { result: 'auth_url', error: url };
        expect(await sign()).toBe(
          'the remote signer wants to show a page that is not https; Facet does not open it',
        );
      }),
  );
}

for (const [what, ciphertext] of [
  ['the text itself', 'a secret'],
  ['a text under NIP-04', 'c2VjcmV0c2VjcmV0c2VjcmV0?iv=c2VjcmV0c2VjcmV0c2VjcmV0'],
  ['nothing', ''],
] as const) {
  attack(
    `a remote signer passes ${what} off as a text under NIP-44`,
    {
      file: REMOTE,
      says: 'if (ciphertext !== undefined && /^A[g-v][A-Za-z0-9+/]+={0,2}$/.test(ciphertext)) return ciphertext;',
      without: 'if (ciphertext !== undefined) return ciphertext;',
    },
    (arena) =>
      withBunker(arena, async ({ bunker, encrypt }) => {
        bunker.lie = ({ method }) => (method === 'nip44_encrypt' ? { result: ciphertext } : undefined);
        expect(await encrypt()).toBe('the remote signer did not return a text under NIP-44');
      }),
  );
}
