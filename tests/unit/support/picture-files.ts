/** Beginnings of picture files that say any size, as a decoder would read it; there are no pixels in them. */

const text = (words: string): number[] => [...words].map((letter) => letter.charCodeAt(0));
const big = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) % 256);
const little = (value: number, bytes: number): number[] => big(value, bytes).toReversed();
const file = (...parts: number[][]): Uint8Array<ArrayBuffer> => Uint8Array.from(parts.flat());

export const png = (width: number, height: number) =>
  file(text('\x89PNG\r\n\x1a\n'), big(13, 4), text('IHDR'), big(width, 4), big(height, 4), [8, 6, 0, 0, 0]);

/** With a thumbnail of another size in front, as cameras write it. */
export const jpeg = (width: number, height: number, marker = 0xc2) => {
  const thumbnail = [0xff, 0xd8, 0xff, 0xc0, ...big(11, 2), 8, ...big(1, 2), ...big(1, 2), 1, 1, 0x11, 0];
  return file(
    [0xff, 0xd8, 0xff, 0xe1, ...big(2 + thumbnail.length, 2), ...thumbnail],
    [0xff, 0xff, 0xff, 0xdb, ...big(4, 2), 0, 0], // filled up before the marker
    [0xff, marker, ...big(11, 2), 8, ...big(height, 2), ...big(width, 2), 1, 1, 0x11, 0],
  );
};

const webp = (chunk: string, body: number[]) =>
  file(text('RIFF'), little(100, 4), text('WEBP'), text(chunk), little(body.length, 4), body);

export const webpLossy = (width: number, height: number) =>
  webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width, 2), ...little(height, 2)]);
export const webpLossless = (width: number, height: number) =>
  webp('VP8L', [0x2f, ...little(width - 1 + (height - 1) * 2 ** 14, 4)]);
export const webpExtended = (width: number, height: number) =>
  webp('VP8X', [0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)]);

/** `frame`: as large as its first frame says it is, which need not be as large as the screen. */
export const gif = (width: number, height: number, frame: [number, number] = [width, height]) =>
  file(
    text('GIF89a'),
    [...little(width, 2), ...little(height, 2), 0x80, 0, 0, 1, 2, 3, 4, 5, 6],
    [0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x21, 0xfe, 3, 1, 2, 3, 1, 9, 0],
    [0x2c, 0, 0, 0, 0, ...little(frame[0], 2), ...little(frame[1], 2), 0],
  );

export const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
