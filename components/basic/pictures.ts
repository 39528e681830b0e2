/** Pictures that may take the place of gems: what a page gives to all avatars on it. */
import { getContext } from 'svelte';

export interface Pictures {
  /** Where the profile of one's own account says its picture is; undefined where none is to be shown. */
  sourceOf(pubkey: string): string | undefined;
  /** The URL of that picture, once it is here. */
  get(pubkey: string, source: string): string | undefined;
  /** Somebody sees this account: its picture is wanted. */
  show(pubkey: string, source: string): void;
}

const KEY = Symbol('pictures');

/** What a page is mounted with. */
export const toPicturesContext = (pictures: Pictures): Map<symbol, Pictures> => new Map([[KEY, pictures]]);

/** Those of this page; undefined where it shows gems alone. */
export const getPictures = (): Pictures | undefined => getContext<Pictures | undefined>(KEY);
