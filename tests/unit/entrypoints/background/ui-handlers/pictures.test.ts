import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newAccountOf, pubkeyOf, signAs } from '../../../support/keys';
import { png } from '../../../support/picture-files';
import { PASSWORD } from '../../../support/rooms';
import { me, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const ada = pubkeyOf('ada');
const picture = 'https://cdn.example/ada.png';
const view = { pubkey: ada, source: picture, type: 'image/webp', bytes: 'AQID' };
const fetch = vi.fn((_url: string) => Promise.resolve(new Response(png(5, 5))));
let rooms: Awaited<ReturnType<typeof startUi>>['rooms'];
let ui: Awaited<ReturnType<typeof startUi>>['ui'];

beforeEach(async () => {
  fetch.mockClear();
  vi.stubGlobal('fetch', fetch);
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ width: 5, height: 5, close: () => undefined }));
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ drawImage: () => undefined });
      convertToBlob = () => Promise.resolve(new Blob([new Uint8Array([1, 2, 3])], { type: 'image/webp' }));
    },
  );
  ({ rooms, ui } = await startUi());
  await ui.createVault(me, PASSWORD);
  await ui.setRelays(me, []);
  await rooms.sessions.add([newAccountOf('ada')]);
  rooms.sessions.apply(signAs('ada', { kind: 0, content: JSON.stringify({ picture }) }));
});
afterEach(() => rooms.vault.lock());

describe('profile pictures', () => {
  it('are off, and nobody is asked, until the person turns them on', async () => {
    expect((await ui.getSnapshot(me)).settings).not.toHaveProperty('pictures');
    expect(await ui.fetchPicture(me, ada)).toBeNull();
    expect(fetch).not.toHaveBeenCalled();
    expect(await ui.setPictures(me, true)).toMatchObject({ settings: { pictures: true } });
    expect(await ui.getPictures(me, [ada])).toEqual([]);
    expect(fetch).not.toHaveBeenCalled();
    expect(await ui.fetchPicture(me, ada)).toEqual(view);
    expect(await ui.getPictures(me, [ada])).toEqual([view]);
  });

  it.each([
    ['turned off', () => ui.setPictures(me, false), () => ui.setPictures(me, true)],
    ['not to be shared any more', () => ui.setApart(me, ada, true), () => ui.setApart(me, ada, false)],
  ])('that are %s are fetched anew when that is taken back', async (_, end, begin) => {
    await ui.setPictures(me, true);
    await ui.fetchPicture(me, ada);
    expect(JSON.stringify(await end())).not.toContain('AQID');
    expect(await ui.fetchPicture(me, ada)).toBeNull();
    await begin();
    expect(await ui.getPictures(me, [ada])).toEqual([]);
    expect(await ui.fetchPicture(me, ada)).toEqual(view);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('are in no snapshot, and are not there while Facet is locked', async () => {
    await ui.setPictures(me, true);
    await ui.fetchPicture(me, ada);
    expect(JSON.stringify(await ui.getSnapshot(me))).not.toContain('AQID');
    await ui.lock(me);
    expect(await ui.getPictures(me, [ada])).toEqual([]);
    expect(await ui.fetchPicture(me, ada)).toBeNull();
  });
});
