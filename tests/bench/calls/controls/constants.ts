/** What the echo control answers, whatever it is asked; of the size of a real answer. */

/** The name that the popup of either control shows. */
export const NAME = 'Control';

export const PUBKEY = 'c'.repeat(64);

export const EVENT = {
  id: 'e'.repeat(64),
  pubkey: PUBKEY,
  created_at: 1_700_000_000,
  kind: 1,
  tags: [],
  content: 'always the same',
  sig: 'f'.repeat(128),
};
