/** Pictures of profiles as the pages get them: drawn anew by the worker. */

/** `bytes` in base64. */
export interface PictureImage {
  type: 'image/webp' | 'image/png';
  bytes: string;
}

/** The picture of an account, and what its profile says where it is from. */
export interface PictureView extends PictureImage {
  pubkey: string;
  source: string;
}

/** Most accounts of which pictures are asked for at once. */
export const MOST_PICTURES = 100;
