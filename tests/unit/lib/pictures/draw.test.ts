import { beforeEach, expect, it, vi } from 'vitest';
import { drawPicture, MOST_DRAWN } from '#lib/pictures/draw';
import { gif, jpeg, png, svg, webpExtended, webpLossless } from '../../support/picture-files';

/** Node has no screen to draw on: this one says what it was asked to decode and to draw. */
const decode = vi.fn((_file: Blob) => Promise.resolve({ width: 400, height: 200, close }));
const close = vi.fn();
const drawImage = vi.fn();
let drawn: Blob;
beforeEach(() => {
  vi.clearAllMocks();
  drawn = new Blob([new Uint8Array([1, 2, 3])], { type: 'image/webp' });
  vi.stubGlobal('createImageBitmap', decode);
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ drawImage });
      convertToBlob = () => Promise.resolve(drawn);
    },
  );
});

it('draws the middle of a picture into a small square, and gives away its memory', async () => {
  expect(await drawPicture(png(400, 200))).toEqual({ type: 'image/webp', bytes: 'AQID' });
  expect(drawImage.mock.lastCall?.slice(1)).toEqual([100, 0, 200, 200, 0, 0, 96, 96]);
  expect(close).toHaveBeenCalledOnce();
  expect(decode.mock.lastCall?.[0].type).toBe('image/png');
});

it.each([
  ['of more pixels than are decoded', png(5_000, 5_000)],
  ['that is a thin line', png(1, 70_000)],
  ['as large as a size can be', webpExtended(1 << 24, 1 << 24)],
  ['that is a lossless bomb', webpLossless(16_384, 16_384)],
  ['that is a JPEG bomb', jpeg(65_535, 65_535)],
  ['whose frame is the bomb', gif(1, 1, [65_535, 65_535])],
  ['that is an SVG', svg],
])('never decodes a file %s', async (_, file) => {
  expect(await drawPicture(file)).toBeUndefined();
  expect(decode).not.toHaveBeenCalled();
});

it('closes what it decoded where drawing fails', async () => {
  drawImage.mockImplementationOnce(() => {
    throw new Error('lost');
  });
  await expect(drawPicture(png(4, 4))).rejects.toThrow('lost');
  expect(close).toHaveBeenCalledOnce();
});

it('keeps no drawing that is too large, and says PNG of whatever is no WebP', async () => {
  drawn = new Blob([new Uint8Array(MOST_DRAWN + 1)], { type: 'image/webp' });
  expect(await drawPicture(png(4, 4))).toBeUndefined();
  drawn = new Blob([new Uint8Array(3)], { type: 'image/png' });
  expect(await drawPicture(png(4, 4))).toMatchObject({ type: 'image/png' });
});
