/**
 * What a file is, and how large the picture in it is, by its first bytes: nothing is decoded. A few bytes can unfold into
 * gigabytes of pixels, so this is asked before any decoder is.
 */

/** A kind of picture that is decoded. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';

export interface PictureHeader {
  type: PictureType;
  width: number;
  height: number;
}

type Size = Omit<PictureHeader, 'type'>;

const textAt = (bytes: DataView, at: number, length: number): string =>
  String.fromCharCode(...Array.from({ length }, (_, index) => bytes.getUint8(at + index)));

/** Of each kind: how it begins, and where its size is. What is cut off throws a RangeError. */
const KINDS: Record<
  PictureType,
  { begins: (bytes: DataView) => boolean; size: (bytes: DataView) => Size | undefined }
> = {
  'image/png': {
    begins: (bytes) => textAt(bytes, 0, 8) === '\x89PNG\r\n\x1a\n' && textAt(bytes, 12, 4) === 'IHDR',
    size: (bytes) => ({ width: bytes.getUint32(16), height: bytes.getUint32(20) }),
  },
  'image/jpeg': { begins: (bytes) => bytes.getUint16(0) === 0xffd8, size: toJpegSize },
  'image/webp': {
    begins: (bytes) => textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP',
    size: toWebpSize,
  },
  'image/gif': { begins: (bytes) => /^GIF8[79]a$/.test(textAt(bytes, 0, 6)), size: toGifSize },
};

/** The header of a PNG, JPEG, WebP or GIF; undefined for everything else, SVG too. */
export function readHeader(file: Uint8Array): PictureHeader | undefined {
  const bytes = new DataView(file.buffer, file.byteOffset, file.byteLength);
  try {
    for (const [type, { begins, size }] of Object.entries(KINDS)) {
      if (!begins(bytes)) continue;
      const found = size(bytes);
      return found && found.width > 0 && found.height > 0
        ? { type: type as PictureType, ...found }
        : undefined;
    }
  } catch {
    // it ends before its size is said
  }
  return undefined;
}

/** Markers that stand alone; before the size no encoder writes any of them. */
const isAlone = (marker: number): boolean => marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd9);

/** Segments up to the first frame header (SOF), one right after the other. */
function toJpegSize(bytes: DataView): Size | undefined {
  for (let at = 2; bytes.getUint8(at) === 0xff;) {
    const marker = bytes.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // any number of these may stand before a marker
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) };
    const length = bytes.getUint16(at + 2);
    // pixels, or what has no length, such as the end: no size so far, and a decoder may read on from elsewhere
    if (marker === 0xda || isAlone(marker) || length < 2) return undefined;
    at += 2 + length;
  }
  return undefined;
}

const toUint24 = (bytes: DataView, at: number): number =>
  bytes.getUint16(at, true) | (bytes.getUint8(at + 2) << 16);

function toWebpSize(bytes: DataView): Size | undefined {
  switch (textAt(bytes, 12, 4)) {
    case 'VP8X':
      return { width: toUint24(bytes, 24) + 1, height: toUint24(bytes, 27) + 1 };
    case 'VP8L': {
      const packed = bytes.getUint32(21, true);
      return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
    default:
      return undefined;
  }
}

/** The screen, or the first frame where that is larger: decoders make room for it. */
function toGifSize(bytes: DataView): Size | undefined {
  const toTable = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + toTable(bytes.getUint8(10));
  while (bytes.getUint8(at) === 0x21) {
    at += 2;
    while (bytes.getUint8(at) !== 0) at += bytes.getUint8(at) + 1;
    at += 1;
  }
  if (bytes.getUint8(at) !== 0x2c) return undefined;
  const [left, top, width, height] = [1, 3, 5, 7].map((from) => bytes.getUint16(at + from, true)) as [
    number,
    number,
    number,
    number,
  ];
  return {
    width: Math.max(bytes.getUint16(6, true), left + width),
    height: Math.max(bytes.getUint16(8, true), top + height),
  };
}
