import fc from 'fast-check';
import { verifyEvent } from 'nostr-tools/pure';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { serializeEvent, toEventId, type NostrEvent, type UnsignedEvent } from '#lib/nostr/event';
import { createSecretKey, toPubkey } from '#lib/nostr/keys';
import { secp256k1 } from '#lib/nostr/secp256k1';
import { readSecp256k1 } from '../../../../scripts/build/secp256k1';
import { fresh, pubkeyOf, secretOf } from '../../support/keys';

/** A copy of the module that knows nothing of what another has loaded. */
async function load() {
  vi.resetModules();
  return { ...(await import('#lib/nostr/native')), ...(await import('#lib/nostr/signature')) };
}

type Signature = Awaited<ReturnType<typeof load>>;

let noble: Signature;
let native: Signature;
beforeAll(async () => {
  noble = await load();
  native = await load();
  native.loadNative(readSecp256k1());
  expect(await native.whenLoaded()).toBe(true);
  expect(await noble.whenLoaded()).toBe(false);
});

const person = fc.constantFrom('ada', 'bob', 'eve');
const unsigned = (name: string): fc.Arbitrary<UnsignedEvent> =>
  fc.record({
    pubkey: fc.constant(pubkeyOf(name)),
    kind: fc.integer({ min: 0, max: 65_535 }),
    tags: fc.array(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), { maxLength: 4 }),
    content: fc.string({ unit: 'binary', maxLength: 300 }),
    created_at: fc.integer({ min: 0, max: 0xffff_ffff }),
  });
const event = person.chain((name) => fc.tuple(fc.constant(name), unsigned(name)));
/** Pieces of a key as libsecp256k1 holds it: as it is and negated, either end first. */
function toTraces(key: Uint8Array): Buffer[] {
  const order = secp256k1.Point.Fn.ORDER;
  const negated = (order - BigInt(`0x${Buffer.from(key).toString('hex')}`)).toString(16).padStart(64, '0');
  const forms = [Buffer.from(key), Buffer.from(negated, 'hex')];
  return forms
    .flatMap((form) => [form, Buffer.from(form).reverse()])
    .flatMap((form) => [0, 8, 16, 24].map((start) => form.subarray(start, start + 8)));
}

const note: UnsignedEvent = { pubkey: pubkeyOf('ada'), kind: 1, tags: [], content: 'x', created_at: 1 };

describe('a signature', () => {
  it('is checked once, however often the same event is asked about', async () => {
    const other = await load();
    other.loadNative(readSecp256k1());
    await other.whenLoaded();
    const signed = native.sign(note, secretOf('ada'));
    const verify = vi.spyOn(other.getNative()!, 'verifyEvent');
    expect([other.hasSignature(signed), other.hasSignature({ ...signed })]).toEqual([true, true]);
    expect(verify).toHaveBeenCalledTimes(1);
  });

  it('is made by wasm and by noble of the same fields with the same id, and each accepts what the other made', () => {
    fc.assert(
      fc.property(event, ([name, asked]) => {
        const before = structuredClone(asked);
        const made = [native, noble].map(({ sign }) => sign(asked, secretOf(name)));
        expect(asked).toEqual(before);
        for (const signed of made) {
          const { id, sig, ...rest } = signed;
          expect(rest).toEqual(asked);
          expect([id, sig.length]).toEqual([made[0]?.id, 128]);
          for (const { hasSignature } of [native, noble]) expect(hasSignature(signed)).toBe(true);
          expect(verifyEvent(fresh(signed))).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is refused by both when a digit of it, of the id or of the pubkey is another', () => {
    const signed = noble.sign(note, secretOf('ada'));
    fc.assert(
      fc.property(
        fc.constantFrom('id' as const, 'sig' as const, 'pubkey' as const),
        fc.nat(63),
        (field, at) => {
          const digit = signed[field][at] === '0' ? '1' : '0';
          const altered: NostrEvent = {
            ...signed,
            [field]: signed[field].slice(0, at) + digit + signed[field].slice(at + 1),
          };
          for (const { hasSignature } of [native, noble]) expect(hasSignature(altered)).toBe(false);
        },
      ),
    );
  });

  it.each(['', 'f', 'G'.repeat(128), 'F'.repeat(128), '0'.repeat(128), 'f'.repeat(128)])(
    'is not %j, and what was asked before changes nothing for what is asked after',
    (sig) => {
      const signed = native.sign(note, secretOf('ada'));
      for (const { hasSignature } of [native, noble]) {
        expect(hasSignature({ ...signed, sig })).toBe(false);
        expect(hasSignature({ ...signed, pubkey: 'f'.repeat(64) })).toBe(false); // no point on the curve
        expect(hasSignature(signed)).toBe(true);
      }
    },
  );

  it.each([1_000, 127_000, 129_000, 500_000, 2_000_000])(
    'is made of a text of %d characters too',
    (length) => {
      const signed = native.sign({ ...note, content: '字'.repeat(length) }, secretOf('ada'));
      expect(native.hasSignature(signed)).toBe(true);
      expect(noble.hasSignature(signed)).toBe(true);
    },
  );

  it('is made and checked by wasm up to 128 Ki characters, for which its memory has room, and by noble beyond', async () => {
    const { loadNative, whenLoaded, getNative, sign, hasSignature } = await load();
    loadNative(readSecp256k1());
    await whenLoaded();
    const wasm = getNative();
    if (!wasm) throw new Error('wasm is not there');
    const [finalizeEvent, verifyEvent] = [vi.spyOn(wasm, 'finalizeEvent'), vi.spyOn(wasm, 'verifyEvent')];
    const rest = serializeEvent(note).length - note.content.length;
    const toFilled = (length: number) => ({ ...note, content: 'x'.repeat(length - rest) });
    const most = 128 * 1024;

    for (const event of [toFilled(most), toFilled(most + 1)]) {
      expect(hasSignature(noble.sign(event, secretOf('ada')))).toBe(true);
    }
    expect(verifyEvent).toHaveBeenCalledTimes(1);

    sign(toFilled(most + 1), secretOf('ada'));
    expect(finalizeEvent).not.toHaveBeenCalled();
    sign(toFilled(most), secretOf('ada'));
    expect(finalizeEvent).toHaveBeenCalledTimes(1);
  });

  it('that was made here just now is not checked once more', () => {
    const signed = native.sign(note, secretOf('ada'));
    const check = vi.spyOn(native.getNative()!, 'verifyEvent');
    expect(native.hasSignature(signed)).toBe(true);
    expect(check).not.toHaveBeenCalled();
    expect(native.hasSignature({ ...signed, sig: 'f'.repeat(128) })).toBe(false);
    expect(check).toHaveBeenCalledOnce();
    check.mockRestore();
  });

  it('is another one each time, as a fresh random number is in it', () => {
    for (const { sign } of [native, noble]) {
      expect(sign(note, secretOf('ada')).sig).not.toBe(sign(note, secretOf('ada')).sig);
    }
  });

  it('leaves nothing of the key in the memory of wasm, whatever is asked before and after', async () => {
    const instantiate = vi.spyOn(WebAssembly, 'instantiate');
    const { loadNative, whenLoaded, sign } = await load();
    loadNative(readSecp256k1());
    await whenLoaded();
    const { instance } = await (instantiate.mock.results[0]
      ?.value as Promise<WebAssembly.WebAssemblyInstantiatedSource>);
    instantiate.mockRestore();
    const memory = Object.values(instance.exports).find((each) => each instanceof WebAssembly.Memory);
    if (!memory) throw new Error('no memory is exported');
    for (let round = 0; round < 30; round += 1) {
      const key = createSecretKey();
      sign({ ...note, pubkey: toPubkey(key) }, key);
      for (const trace of toTraces(key)) expect(Buffer.from(memory.buffer).indexOf(trace)).toBe(-1);
    }
  });

  it('is right after the module broke off: it is not asked again', async () => {
    const { loadNative, whenLoaded, getNative, sign, hasSignature } = await load();
    loadNative(readSecp256k1());
    await whenLoaded();
    const signed = sign(note, secretOf('ada'));
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const zero = new Uint8Array(32); // no vault has such a key; libsecp256k1 aborts at it
    for (let time = 0; time < 3; time += 1) expect(() => sign(note, zero)).toThrow();
    log.mockRestore();
    expect(getNative()).toBeUndefined();
    expect(hasSignature(sign(note, secretOf('ada')))).toBe(true);
    expect(hasSignature({ ...signed, sig: `0${signed.sig.slice(1)}` })).toBe(signed.sig.startsWith('0'));
  });

  it('is refused ten thousand times, however it is made up, and the next one is right', () => {
    const signed = native.sign(note, secretOf('ada'));
    for (let time = 0; time < 10_000; time += 1) {
      const pubkey = time.toString(16).padStart(64, time % 2 ? '0' : 'f');
      const event = { ...note, pubkey, sig: signed.sig };
      expect(native.hasSignature({ ...event, id: toEventId(event) })).toBe(false);
    }
    expect(native.getNative()).toBeDefined();
    expect(native.hasSignature(native.sign(note, secretOf('ada')))).toBe(true);
  });

  it('is made by noble when the module cannot be had', async () => {
    for (const broken of [Promise.reject(new Error('no such file')), new Uint8Array([0, 1, 2])]) {
      const { loadNative, whenLoaded, sign } = await load();
      loadNative(broken);
      expect(await whenLoaded()).toBe(false);
      expect(noble.hasSignature(sign(note, secretOf('ada')))).toBe(true);
    }
  });
});
