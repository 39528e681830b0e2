/** The clocks that wake the worker. */

/** The alarm that wakes the worker when the vault is due to lock. */
export const AUTO_LOCK = 'auto-lock';

/** The alarm that wakes the worker when a relay is to be asked again. */
export const OUTBOX = 'outbox';

/** The alarm that wakes the worker to see what relays have that is new. */
export const REFRESH = 'refresh';

/** How often that is, in minutes. */
export const REFRESH_EVERY = 60;
