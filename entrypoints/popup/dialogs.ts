/** The popup's dialogs and its first steps are not part of its first frame: they come after it, or with the click that asks for one. */
export const loadAccountDialogs = () => import('#components/accounts/AccountDialogs.svelte');
export const loadTour = () => import('./Tour.svelte');
export const loadTogetherDialog = () => import('#components/accounts/TogetherDialog.svelte');

/** Loads them once the browser has nothing more urgent to do, so that no click waits. What fails is told by the click. */
export function loadDialogsSoon(): void {
  requestIdleCallback(() => void Promise.allSettled([loadAccountDialogs(), loadTogetherDialog()]));
}
