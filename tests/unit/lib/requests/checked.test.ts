import { describe, expect, it } from 'vitest';
import { expectSigned } from '#lib/requests/checked';
import { fresh, pubkeyOf, signAs } from '../../support/keys';

const asked = {
  pubkey: pubkeyOf('ada'),
  kind: 1,
  tags: [['t', 'gems']],
  content: 'hello',
  created_at: 1_700_000_000,
};
const mismatch = (signed: unknown) => {
  expect(() => expectSigned(asked, signed)).toThrow(expect.objectContaining({ code: 'signer-mismatch' }));
};

describe('what a signer gives back', () => {
  it('reaches the page when it is what was asked for', () => {
    expect(expectSigned(asked, signAs('ada', asked))).toEqual(signAs2());
    function signAs2() {
      return expect.objectContaining({
        ...asked,
        sig: expect.stringMatching(/^[0-9a-f]{128}$/) as string,
      }) as object;
    }
  });

  it('reaches the page without anything that a signer added', () => {
    const signed = { ...signAs('ada', asked), secret: 'x' };
    expect(expectSigned(asked, signed)).not.toHaveProperty('secret');
  });

  it.each([
    ['content', { content: 'hello, buy coins' }],
    ['tags', { tags: [['t', 'coins']] }],
    [
      'order of tags',
      {
        tags: [
          ['t', 'gems'],
          ['p', pubkeyOf('eve')],
        ],
      },
    ],
    ['kind', { kind: 3 }],
    ['time', { created_at: 1_700_000_001 }],
  ])('is refused with another %s, however well it is signed', (_field, change) => {
    mismatch(signAs('ada', { ...asked, ...change }));
  });

  it('is refused when it is signed by somebody else', () => {
    mismatch(signAs('eve', asked));
  });

  it('is refused when its signature or id is wrong', () => {
    const signed = signAs('ada', asked);
    mismatch({ ...signed, sig: signAs('ada', { content: 'other' }).sig });
    mismatch({ ...signed, id: signAs('ada', { content: 'other' }).id });
    mismatch({ ...signed, content: 'x' });
  });

  it.each([undefined, null, '', 'signed', {}, [], fresh(asked)])(
    'is refused when it is no event: %j',
    mismatch,
  );
});
